"""Which lists are read here, and what was read in them. Nothing of it holds for any server."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.fetching.safely import is_fetchable
from commonhold.social.blocklists.models import BlockList, Listing
from commonhold.social.blocklists.queries import may_read
from commonhold.social.blocklists.reading import Read, read
from commonhold.social.blocklists.refusals import (
    ListIsReadAlready,
    ListNeedsAName,
    NoAddressOfAList,
    NoSuchList,
    OnlyForMembers,
    TooManyLists,
)
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

MOST_LISTS = 20
LONGEST_NAME, LONGEST_URL = 120, 500
_EVERY, _AFTER_TROUBLE = timedelta(weeks=1), timedelta(days=1)


@transaction.atomic
def add_list(by: int, *, name: str, url: str = "", content: bytes = b"", now: datetime) -> int:
    """Have a list read: at once what was brought, or else by and by from its https address; its id.

    Raises OnlyForMembers, ListNeedsAName, NoAddressOfAList, ListIsReadAlready, TooManyLists, ListTooLong or
    NothingListed.
    """
    _must_be_allowed(by)
    name, url = name.strip(), url.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise ListNeedsAName(LONGEST_NAME)
    if not content and not (url.startswith("https://") and len(url) <= LONGEST_URL and is_fetchable(url)):
        raise NoAddressOfAList
    url = "" if content else url
    present = BlockList.objects.filter(dropped_at=None)
    if url and present.filter(url=url).exists():
        raise ListIsReadAlready
    if present.count() >= MOST_LISTS:
        raise TooManyLists(MOST_LISTS)
    found = read(content) if content else None
    row = BlockList.objects.create(
        id=ids.new_id(now),
        name=name,
        url=url,
        added_by_id=by,
        added_at=now,
        due_at=None if content else now,
    )
    if found is not None:
        keep_read(row.id, found=found, now=now)
    return row.id


@transaction.atomic
def read_again(by: int, *, list_id: int, content: bytes = b"", now: datetime) -> None:
    """Now, instead of next week; or a newer version of a list that was brought.

    Raises OnlyForMembers, NoSuchList, NoAddressOfAList, ListTooLong or NothingListed.
    """
    _must_be_allowed(by)
    row = _present(list_id)
    if row.url:
        BlockList.objects.filter(id=list_id).update(due_at=now)
    elif content:
        keep_read(list_id, found=read(content), now=now)
    else:
        raise NoAddressOfAList


@transaction.atomic
def drop_list(by: int, *, list_id: int, now: datetime) -> None:
    """It is read no more. What members decided stays. Raises OnlyForMembers or NoSuchList."""
    _must_be_allowed(by)
    _present(list_id)
    BlockList.objects.filter(id=list_id).update(dropped_at=now, dropped_by_id=by, due_at=None)


@transaction.atomic
def keep_read(list_id: int, *, found: Read, now: datetime) -> None:
    """Write down how a list stands: what left it or changed on it ends, what is new on it begins."""
    row = BlockList.objects.select_for_update().filter(id=list_id, dropped_at=None).first()
    if row is None:
        return
    there = Listing.objects.filter(block_list=row, until=None)
    before = {each.domain: each for each in there}
    same = {
        domain
        for domain, each in before.items()
        if domain in found.entries
        and (each.severity, each.comment) == (found.entries[domain].severity, found.entries[domain].comment)
    }
    gone = [each.id for domain, each in before.items() if domain not in same]
    for first in range(0, len(gone), 500):
        Listing.objects.filter(id__in=gone[first : first + 500]).update(until=now)
    fresh = [
        Listing(
            id=ids.new_id(now),
            block_list=row,
            domain=domain,
            severity=each.severity,
            comment=each.comment,
            since=now,
        )
        for domain, each in found.entries.items()
        if domain not in same
    ]
    Listing.objects.bulk_create(fresh, batch_size=500)
    row.read_at, row.first_read_at = now, row.first_read_at or now
    row.unread, row.trouble = found.unread, ""
    row.due_at = now + _EVERY if row.url else None
    row.save(update_fields=["read_at", "first_read_at", "unread", "trouble", "due_at"])


@transaction.atomic
def note_trouble(list_id: int, *, trouble: str, now: datetime) -> None:
    """It could not be read this time. What was read before stays."""
    BlockList.objects.filter(id=list_id, dropped_at=None).update(trouble=trouble, due_at=now + _AFTER_TROUBLE)


def _must_be_allowed(by: int) -> None:
    people.must_be_active(by)
    if not may_read(Viewer(by)):
        raise OnlyForMembers


def _present(list_id: int) -> BlockList:
    row = BlockList.objects.select_for_update().filter(id=list_id, dropped_at=None).first()
    if row is None:
        raise NoSuchList
    return row
