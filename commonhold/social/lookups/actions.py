"""Asking for something of another server, and writing down what was found; the door does the asking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.social.lookups.models import Lookup
from commonhold.social.lookups.refusals import NothingToLookUp, TooManyLookups
from commonhold.social.lookups.sought import sought_in
from commonhold.social.people import queries as people
from commonhold.social.servers import actions as meeting
from commonhold.social.servers import queries as servers

MOST_WAITING = 20
_SERVERS_AT_ONCE = 5
#: An answer is good for so long; then the other server is asked again.
_GOOD_FOR = {
    Lookup.What.ANY: timedelta(minutes=10),
    Lookup.What.THREAD: timedelta(hours=3),
    Lookup.What.OUTBOX: timedelta(hours=6),
    Lookup.What.SERVER: timedelta(days=7),
}
_KEPT = timedelta(days=7)
#: An answer that breaks us is asked for again after these.
_PAUSES = (timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1))


@transaction.atomic
def look_up(by: int, *, sought: str, what: str = "any", now: datetime) -> int:
    """Have it looked up, unless that was done of late or is under way; return the lookup's id.

    `what` is any, thread (for a post's URI) or outbox (for an actor's); of each kind she may wait for
    twenty. Raises NothingToLookUp or TooManyLookups.
    """
    people.must_be_active(by)
    kind = Lookup.What(what)
    wanted = sought_in(sought)
    if not wanted:
        raise NothingToLookUp
    latest = Lookup.objects.filter(what=kind, sought=wanted).order_by("-id").first()
    if latest is not None and (latest.done_at is None or latest.done_at > now - _GOOD_FOR[kind]):
        return latest.id
    if Lookup.objects.filter(by_id=by, what=kind, done_at=None).count() >= MOST_WAITING:
        raise TooManyLookups
    return Lookup.objects.create(id=ids.new_id(now), what=kind, sought=wanted, by_id=by, asked_at=now).id


@transaction.atomic
def look_up_in_time(*, sought: Collection[str], now: datetime) -> None:
    """Have many people looked up when nobody waits for anything else; who asked for it isn't noted."""
    _ask_for({each for one in sought if (each := sought_in(one))}, Lookup.What.ANY, now)


def ask_servers(now: datetime) -> None:
    """Have servers that are new, or were asked a week ago, asked by which software they run."""
    domains = servers.to_ask(now, limit=_SERVERS_AT_ONCE)
    if domains:
        with transaction.atomic():
            meeting.put_off_asking(domains, now=now)
            _ask_for(set(domains), Lookup.What.SERVER, now)


def _ask_for(wanted: set[str], what: Lookup.What, now: datetime) -> None:
    known = Lookup.objects.filter(what=what, sought__in=wanted, done_at=None)
    missing = wanted.difference(known.values_list("sought", flat=True))
    Lookup.objects.bulk_create(
        [Lookup(id=ids.new_id(now), what=what, sought=each, asked_at=now) for each in sorted(missing)],
        ignore_conflicts=True,
    )


@transaction.atomic
def settle(
    lookup_id: int,
    *,
    person_id: int | None = None,
    post_id: int | None = None,
    trouble: str = "",
    now: datetime,
) -> None:
    """Write down what was found, or why nothing was. Harmless when it was settled already."""
    Lookup.objects.filter(id=lookup_id, done_at=None).update(
        person_id=person_id, post_id=post_id, trouble=trouble[:300], done_at=now
    )


@transaction.atomic
def put_off(lookup_id: int, *, now: datetime) -> None:
    """The answer broke us: it is asked for again later, and after the fourth time no more."""
    row = Lookup.objects.select_for_update().filter(id=lookup_id, done_at=None).first()
    if row is None:
        return
    if row.tries >= len(_PAUSES):
        row.done_at, row.trouble = now, _("we don't understand what its server says")
    else:
        row.again_at = now + _PAUSES[row.tries]
    row.tries += 1
    row.save(update_fields=["tries", "again_at", "done_at", "trouble"])


def forget(now: datetime) -> None:
    """What was looked up long ago is nobody's to know any more."""
    old = Lookup.objects.filter(done_at__lt=now - _KEPT)
    if old.exists():
        old.delete()
