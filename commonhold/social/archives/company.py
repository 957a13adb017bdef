"""Bringing along whom one follows, lists, blocks and mutes.

Who is known here is followed, listed, blocked or muted at once. Everybody else is looked up on her own
server, and her address kept until this one has met her; then nobody has to ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import Refusal
from commonhold.social.archives.models import Awaited
from commonhold.social.archives.refusals import TooManyAwaited
from commonhold.social.archives.tables import Entry, Kind, Table, read_table
from commonhold.social.lists import actions as lists
from commonhold.social.lists import queries as list_queries
from commonhold.social.lookups import actions as lookups
from commonhold.social.people import actions as people
from commonhold.social.people import queries as known
from commonhold.social.people.news import PersonMet
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson

MOST_AWAITED = 20_000
_AT_ONCE = 100  # lines in one transaction


@dataclass
class Taken:
    """What became of a table: how many lines were done at once, are kept for later, or were refused."""

    kind: Kind
    done: int = 0
    kept: int = 0
    unread: list[int] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # whom, and why


def bring_table(by: int, *, content: bytes, filename: str, kind: str = "", now: datetime) -> Taken:
    """Take a table in: follow, list, block or mute whom it names. The same table again changes nothing.

    Raises what `read_table` raises, and TooManyAwaited; then nothing was changed.
    """
    return bring_read(by, table=read_table(content, filename=filename, kind=kind), now=now)


def bring_read(by: int, *, table: Table, now: datetime) -> Taken:
    """Take in a table that was read already, as `bring_table` does. Raises TooManyAwaited."""
    known.must_be_active(by)
    if Awaited.objects.filter(person_id=by).count() + len(table.entries) > MOST_AWAITED:
        raise TooManyAwaited(MOST_AWAITED)
    taken = Taken(table.kind, unread=table.unread)
    for first in range(0, len(table.entries), _AT_ONCE):
        with transaction.atomic():
            _take(by, table.entries[first : first + _AT_ONCE], taken, now)
    return taken


@transaction.atomic
def forget_awaited(by: int, *, now: datetime) -> None:
    """Keep none of the addresses any more that wait for this server to meet them."""
    known.must_be_active(by)
    Awaited.objects.filter(person_id=by).delete()


def on_person_met(event: PersonMet, now: datetime) -> None:
    """Follow, list, block or mute whoever came, for all who waited for her."""
    met = known.person(ANYONE, event.person_id)
    rows = Awaited.objects.filter(address=met.handle.lower())
    # Follows come before lists, which can only hold people whom one follows.
    for row in rows.order_by("kind", "id"):
        entry = Entry(0, row.address, row.title, row.shows_boosts, row.hides_notifications)
        _try(Taken(Kind(row.kind)), entry, partial(_act, row.person_id, Kind(row.kind), entry, met.id, now))
    rows.delete()


def _take(by: int, entries: Sequence[Entry], taken: Taken, now: datetime) -> None:
    if taken.kind is Kind.SERVERS:
        for each in entries:
            _try(taken, each, partial(people.block_server, by, domain=each.address, now=now))
        return
    here = host_here()
    named = [(each.address.removesuffix(f"@{here}"), each) for each in entries]
    found = known.by_handles(ANYONE, {name for name, _each in named})
    waiting = []
    for name, each in named:
        if name in found:
            _try(taken, each, partial(_act, by, taken.kind, each, found[name].id, now))
        elif "@" not in name:
            taken.refused.append((each.address, str(NoSuchPerson())))
        else:
            waiting.append(each)
    taken.kept += len(waiting)
    rows = [
        Awaited(
            id=ids.new_id(now),
            person_id=by,
            kind=taken.kind,
            address=each.address,
            title=each.title,
            shows_boosts=each.shows_boosts,
            hides_notifications=each.hides_notifications,
            since=now,
        )
        for each in waiting
    ]
    Awaited.objects.bulk_create(rows, ignore_conflicts=True)
    lookups.look_up_in_time(sought=[each.address for each in waiting], now=now)


def _act(by: int, kind: Kind, entry: Entry, person_id: int, now: datetime) -> None:
    if kind is Kind.FOLLOWS:
        people.follow(by, person_id=person_id, now=now)
        if not entry.shows_boosts:
            people.hide_boosts(by, person_id=person_id, now=now)
    elif kind is Kind.BLOCKS:
        people.block(by, person_id=person_id, now=now)
    elif kind is Kind.MUTES:
        people.mute(by, person_id=person_id, hides_notifications=entry.hides_notifications, now=now)
    else:
        lists.put_on_list(by, list_id=_list(by, entry.title, now), person_id=person_id, now=now)


def _list(by: int, title: str, now: datetime) -> int:
    """The list of this name, made if there is none."""
    for each in list_queries.lists_of(Viewer(by)):
        if each.title == " ".join(title.split()):
            return each.id
    return lists.make_list(by, title=title, now=now)


def _try(taken: Taken, entry: Entry, act: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            act()
        taken.done += 1
    except Refusal as refusal:
        taken.refused.append((entry.address, str(refusal)))


def host_here() -> str:
    """What follows the @ in an address of this server; empty before it has one."""
    here = place()
    return "" if here is None else (urlsplit(here.public_url).hostname or "")
