"""The account that speaks for the co-op itself: no login leads to it, and nobody acts as it but the house."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids, once
from commonhold.social.people import handles, queries
from commonhold.social.people.actions.describing import LONGEST_SUMMARY
from commonhold.social.people.actions.following import follow
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.models import CoopAccount, Follow, KeptCircle, Person, RetiredHandle
from commonhold.social.people.names import LONGEST_NAME


@transaction.atomic
def open_coop_account(
    *, wanted_handles: Iterable[str], name: str, summary: str, followers: Collection[int], now: datetime
) -> int:
    """Make the account once, called by the first handle that is free; `followers` follow it from then on.

    Again, it only takes this name and these words: whoever unfollowed it stays away. Return its id.
    Who follows it is shown to nobody: that would be a list of the members.
    """
    said = {"display_name": name[:LONGEST_NAME], "summary": summary[:LONGEST_SUMMARY]}
    known = CoopAccount.objects.select_for_update().first()
    if known is not None:
        Person.objects.filter(id=known.person_id).update(**said)
        return known.person_id
    row = Person.objects.create(
        id=ids.new_id(now), handle=_free(wanted_handles), is_searchable=True, created_at=now, **said
    )
    CoopAccount.objects.create(person=row, since=now)
    once.changed()
    KeptCircle.objects.create(person=row, shown_to=KeptCircle.ShownTo.NOBODY, since=now)
    Follow.objects.bulk_create(
        Follow(id=ids.new_id(now), follower_id=each, followed=row, asked_at=now, accepted_at=now)
        for each in followers
    )
    return row.id


@transaction.atomic
def follow_coop(person_id: int, *, now: datetime) -> None:
    """Have somebody read what the co-op says; nothing where there is no account yet, or a block between."""
    account_id = queries.coop_account_id()
    if account_id is not None and account_id != person_id and not are_apart(person_id, account_id):
        follow(person_id, person_id=account_id, now=now)


def _free(wanted: Iterable[str]) -> str:
    """The first of these that nobody has or had. Names that are kept for the co-op itself are its own."""
    for each in wanted:
        gone = RetiredHandle.objects.filter(digest=handles.digest_of(each)).exists()
        if not gone and not Person.objects.filter(handle__iexact=each, domain="").exists():
            return each
    raise ValueError("no handle is left for the co-op's own account")
