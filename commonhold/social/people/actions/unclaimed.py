"""People who came along with their community: they have a page, and nobody signs in until it is claimed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from commonhold.ground import ids
from commonhold.social.people import handles
from commonhold.social.people.actions.arriving import checked_email, create_person
from commonhold.social.people.actions.describing import LONGEST_SUMMARY
from commonhold.social.people.actions.remote import Described, describe_lines
from commonhold.social.people.models import (
    Block,
    Follow,
    KeptPart,
    Login,
    Mute,
    Person,
    ProfileField,
    RetiredHandle,
    ShownTo,
)
from commonhold.social.people.names import LONGEST_NAME
from commonhold.social.people.refusals import AccountClosed, EmailTaken

_PARTS = (KeptPart.Part.SUMMARY, KeptPart.Part.HEADER)


@dataclass(frozen=True)
class OldTie:
    """Somebody kept somebody near or away, since then; both are ids of people."""

    person_id: int
    other_id: int
    since: datetime


@transaction.atomic
def create_unclaimed(described: Described, *, now: datetime) -> int:
    """Give somebody who comes along a name here, described as she was; nobody is told. Returns her id.

    What is too long for us is cut. Raises what `create_person` raises.
    """
    name = " ".join(described.name.split())[:LONGEST_NAME] or described.handle
    person_id = create_person(
        login_id=None,
        handle=described.handle,
        display_name=name,
        approves_followers=described.approves_followers,
        now=now,
    )
    row = Person.objects.get(id=person_id)
    row.summary = described.summary.strip()[:LONGEST_SUMMARY]
    row.is_searchable, row.is_discoverable = described.is_searchable, described.is_discoverable
    row.save(update_fields=["summary", "is_searchable", "is_discoverable"])
    describe_lines(row, described.fields)
    return person_id


@transaction.atomic
def give_sign_in(person_id: int, *, email: str, secret: str, now: datetime) -> None:
    """Let her sign in with an address that is known to be hers, and the password whose hash is `secret`.

    Raises EmailNotAllowed, EmailTaken, or AccountClosed for who has left or signs in already.
    """
    address = checked_email(email)
    row = Person.objects.select_for_update().filter(id=person_id, login=None, removed_at=None, domain="")
    person = row.first()
    if person is None:
        raise AccountClosed
    try:
        with transaction.atomic():
            login = Login.objects.create(id=ids.new_id(now), email=address, password=secret, created_at=now)
            EmailAddress.objects.create(user=login, email=address, primary=True, verified=True)
    except IntegrityError as taken:
        raise EmailTaken from taken
    person.login = login
    person.save(update_fields=["login"])


@transaction.atomic
def bring_ties(
    *, follows: Collection[OldTie] = (), blocks: Collection[OldTie] = (), mutes: Collection[OldTie] = ()
) -> set[tuple[int, int]]:
    """Have people follow, block and mute whom they did before; nobody is told. Twice is once.

    Returns who is tied to whom anew, as (her, the other).
    """
    new = (
        _pairs(follows) - _there(Follow, "follower_id", "followed_id", follows)
        | _pairs(blocks) - _there(Block, "person_id", "blocked_id", blocks)
        | _pairs(mutes) - _there(Mute, "person_id", "muted_id", mutes)
    )
    Block.objects.bulk_create(
        (
            Block(
                id=ids.new_id(each.since),
                person_id=each.person_id,
                blocked_id=each.other_id,
                since=each.since,
            )
            for each in blocks
        ),
        ignore_conflicts=True,
    )
    Mute.objects.bulk_create(
        (
            Mute(
                id=ids.new_id(each.since), person_id=each.person_id, muted_id=each.other_id, since=each.since
            )
            for each in mutes
        ),
        ignore_conflicts=True,
    )
    Follow.objects.bulk_create(
        (
            Follow(
                id=ids.new_id(each.since),
                follower_id=each.person_id,
                followed_id=each.other_id,
                asked_at=each.since,
                accepted_at=each.since,
            )
            for each in follows
        ),
        ignore_conflicts=True,
    )
    return new


def _pairs(ties: Iterable[OldTie]) -> set[tuple[int, int]]:
    return {(each.person_id, each.other_id) for each in ties}


def _there(
    model: type[Follow | Block | Mute], one: str, other: str, ties: Collection[OldTie]
) -> set[tuple[int, int]]:
    if not ties:
        return set()
    ends = {f"{one}__in": {each.person_id for each in ties}, f"{other}__in": {each.other_id for each in ties}}
    return set(model._default_manager.filter(**ends).values_list(one, other))


@transaction.atomic
def cover_page(person_id: int, *, now: datetime) -> None:
    """Show nobody what she says of herself, while nobody has claimed her page."""
    ProfileField.objects.filter(person_id=person_id).update(shown_to=ShownTo.NOBODY)
    KeptPart.objects.bulk_create(
        (
            KeptPart(id=ids.new_id(now), person_id=person_id, part=part, shown_to=ShownTo.NOBODY, since=now)
            for part in _PARTS
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def uncover_page(person_id: int) -> None:
    """Show it as it was: to everybody, as it came."""
    ProfileField.objects.filter(person_id=person_id).update(shown_to=ShownTo.EVERYBODY)
    KeptPart.objects.filter(person_id=person_id, part__in=_PARTS).delete()


@transaction.atomic
def free_handle(handle: str) -> None:
    """Let a name that went with a tombstone be given once more: for what is brought along again."""
    RetiredHandle.objects.filter(digest=handles.digest_of(handle)).delete()
