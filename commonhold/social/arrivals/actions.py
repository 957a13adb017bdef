"""What people do who came along with their community: claim their page, or have all of it erased."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.ground.record import actions as record
from commonhold.social.archives.company import bring_read
from commonhold.social.archives.tables import Entry, Kind, Table
from commonhold.social.arrivals import hiding, inviting, jobs
from commonhold.social.arrivals.locking import lock_community_of
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.arrivals.refusals import (
    AddressInUse,
    NoSuchCommunity,
    NoSuchLink,
    NotSuspendedThere,
    NotWhole,
)
from commonhold.social.erasing.actions import erase_account
from commonhold.social.letters import actions as letters
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
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
        jobs.show_again(row, now)  # also where only some of it was hidden yet
        _do_what_waited(row, now)
        if row.is_suspended and row.freed_at is None:
            people.grant_standing(person_id=row.person_id, kind=Standing.Kind.SUSPENDED, now=now)
        row.claimed_at, row.digest, row.address, row.later, row.hidden_at = now, "", "", {}, None
        row.save()
    return row.person_id


@transaction.atomic
def refuse_page(*, token: str, now: datetime) -> None:
    """Have all erased that came along of whoever has this link, at once and for good. Raises NoSuchLink."""
    lock_community_of(_row(token, now))
    erase_account(_row(token, now, locks=True).person_id, now=now)


@transaction.atomic
def free_arrival(by: int | None, *, person_id: int, words: str, now: datetime) -> None:
    """Note that the suspension which somebody brought along is over, and show again what it hid.

    For whoever has checked that `by` may (None: the console), and then sees to her standing: measures of
    ours may hold. The record says that one was ended, with the reason as a commitment. Raises
    NotSuspendedThere.
    """
    rows = Arrival.objects.filter(person_id=person_id, is_suspended=True, freed_at=None, gone_at=None)
    seen = rows.first()
    if seen is not None:
        lock_community_of(seen)
    row = rows.select_for_update().first()
    if row is None:
        raise NotSuspendedThere
    row.freed_at, row.freed_by_id, row.freed_words = now, by, words
    row.save(update_fields=["freed_at", "freed_by", "freed_words"])
    domain = row.community.domain
    # Once more taken in, a community has another number; all that was hidden of her comes back.
    for each in Community.objects.filter(domain=domain).order_by("id").values_list("id", flat=True):
        jobs.show_soon(person_id, hiding.as_suspended(each), now)
    body: dict[str, str | int] = {
        "reasons": record.commit_to(words),
        "decider": record.commit_to(str(by or "console")),
    }
    record.append("arrivals.freed", body, about=f"arrival:{ids.new_id(now)}", now=now)
    with translation.override(settings.LANGUAGE_CODE):  # the co-op's, and not that of whoever decided
        letters.write_to_person(
            person_id,
            subject=_("You can write again"),
            text=_(
                "Your account came along suspended from {domain}. That suspension is over. The reason given "
                "is:\n\n{words}\n\nWhat was decided here, if anything was, goes on as it is; you read it "
                "under Measures."
            ).format(domain=domain, words=words),
            now=now,
        )


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
