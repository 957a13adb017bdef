"""What people do who came along with their community: claim their page, or have all of it erased."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.record import actions as record
from commonhold.social.archives.company import bring_read
from commonhold.social.archives.tables import Entry, Kind, Table
from commonhold.social.arrivals import inviting, jobs
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.arrivals.refusals import (
    AddressInUse,
    NoSuchCommunity,
    NoSuchLink,
    NotSuspendedThere,
    NotWhole,
)
from commonhold.social.erasing.actions import erase_account
from commonhold.social.people import actions as people
from commonhold.social.people import queries as known
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE
from commonhold.social.people.refusals import EmailTaken


@transaction.atomic
def invite_community(domain: str, *, now: datetime) -> int:
    """Have a link sent to everybody who has none yet, a hundred every ten minutes; returns how many.

    Raises NoSuchCommunity or NotWhole.
    """
    row = Community.objects.filter(domain=domain).exclude(state=Community.State.UNDONE).first()
    if row is None:
        raise NoSuchCommunity
    if row.state != Community.State.DONE:
        raise NotWhole
    waiting = Arrival.objects.filter(community=row, invited_at=None, claimed_at=None, gone_at=None)
    jobs.invite_soon(row.id, now)
    return waiting.exclude(address="").count()


@transaction.atomic
def ask_for_link(*, address: str, now: datetime) -> None:
    """Send a new link to an address at which somebody is waited for; nothing tells whether that was so."""
    rows = Arrival.objects.select_for_update().filter(
        address=address.strip().lower(), claimed_at=None, gone_at=None, community__state=Community.State.DONE
    )
    row = rows.exclude(address="").first()
    if row is not None and not _was_sent_lately(row, now):
        inviting.send_link(row, now=now)


def claim_page(*, token: str, password: str, agrees: bool, now: datetime) -> int:
    """Take over the page that a mail's link stands for, to sign in with its address; the person's id.

    She is no member by that. Whoever was suspended where she comes from still is: she can read, take her data
    along and be freed. Raises NoSuchLink, WeakPassword, NotAgreed or AddressInUse.
    """
    row = _row(token, now)
    secret = people.hash_of(password, row.address)
    with transaction.atomic():
        row = _row(token, now, locks=True)
        try:
            people.give_sign_in(row.person_id, email=row.address, secret=secret, now=now)
        except EmailTaken as taken:
            raise AddressInUse from taken
        people.agree_if_asked(row.person_id, agrees=agrees, occasion="claiming", now=now)
        if row.hidden_at is not None:
            jobs.show_again(row, now)
        _do_what_waited(row, now)
        if row.is_suspended and row.freed_at is None:
            people.grant_standing(person_id=row.person_id, kind=Standing.Kind.SUSPENDED, now=now)
        row.claimed_at, row.digest, row.address, row.later, row.hidden_at = now, "", "", {}, None
        row.save()
    return row.person_id


@transaction.atomic
def refuse_page(*, token: str, now: datetime) -> None:
    """Have all erased that came along of whoever has this link, at once and for good. Raises NoSuchLink."""
    erase_account(_row(token, now, locks=True).person_id, now=now)


@transaction.atomic
def free_arrival(handle: str, *, now: datetime) -> None:
    """End the suspension that somebody brought along from her old server; the record says that one was ended.

    Raises NoSuchPerson or NotSuspendedThere.
    """
    person = known.by_handle(ANYONE, handle)
    rows = Arrival.objects.select_for_update().filter(person_id=person.id, is_suspended=True, freed_at=None)
    row = rows.filter(gone_at=None).first()
    if row is None:
        raise NotSuspendedThere
    row.freed_at = now
    row.save(update_fields=["freed_at"])
    people.end_standing(person_id=row.person_id, kind=Standing.Kind.SUSPENDED, now=now)
    jobs.show_soon(row.person_id, f"community:{row.community_id}", now)
    record.append("arrivals.freed", {}, about=f"arrival:{ids.new_id(now)}", now=now)


def _row(token: str, now: datetime, *, locks: bool = False) -> Arrival:
    rows = Arrival.objects.select_for_update() if locks else Arrival.objects.all()
    row = rows.filter(
        digest=inviting.digest_of(token), claimed_at=None, gone_at=None, link_until__gt=now
    ).first()
    if row is None:
        raise NoSuchLink
    return row


def _was_sent_lately(row: Arrival, now: datetime) -> bool:
    return row.link_until is not None and row.link_until - inviting.link_lasts() > now - inviting.AGAIN


def _do_what_waited(row: Arrival, now: datetime) -> None:
    """Follow, block and mute whom she did on other servers: now it is she who asks for it."""
    for kind, addresses in row.later.items():
        entries = [Entry(line=0, address=each) for each in addresses]
        bring_read(row.person_id, table=Table(Kind(kind), entries, []), now=now)
