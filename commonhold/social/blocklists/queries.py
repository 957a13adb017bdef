"""What lists of others say of servers. For members and whoever holds a mandate, as they decide about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from commonhold.social.blocklists.models import BlockList, Listing
from commonhold.social.blocklists.refusals import NoSuchList, OnlyForMembers
from commonhold.social.people import queries as people
from commonhold.social.people import servers as people_of
from commonhold.social.people.queries import Viewer

#: For so long is shown what came to a list, and what left it.
NEW_FOR = timedelta(weeks=4)
PAGE = 50


@dataclass(frozen=True)
class ListView:
    """A list that is read here. `changed`: servers that came, changed or went in four weeks."""

    id: int
    name: str
    url: str
    added_at: datetime
    read_at: datetime | None
    due_at: datetime | None
    trouble: str
    unread: int
    listed: int
    changed: int


@dataclass(frozen=True)
class ListingView:
    """What one list says of one server. `until`: it says so no more."""

    list_id: int
    list_name: str
    domain: str
    severity: str
    comment: str
    since: datetime
    until: datetime | None
    is_new: bool


@dataclass(frozen=True)
class Contents:
    """`met`: those of whom people are known here; `others`: part of the rest, by name; `went`: of late."""

    met: list[ListingView]
    others: list[ListingView]
    after: str | None
    went: list[ListingView]


def may_read(viewer: Viewer) -> bool:
    me = viewer.person_id
    return me is not None and (people.is_member(me) or people.is_steward(me))


def lists(viewer: Viewer, *, now: datetime) -> list[ListView]:
    """All that are read, by name. Raises OnlyForMembers."""
    _must_be_allowed(viewer)
    since = now - NEW_FOR
    came = Q(listings__since__gt=since) & ~Q(listings__since=F("first_read_at"))
    changed = came | Q(listings__until__gt=since)
    rows = BlockList.objects.filter(dropped_at=None).annotate(
        listed=Count("listings", filter=Q(listings__until=None)),
        changed=Count("listings__domain", filter=changed, distinct=True),
    )
    return [
        ListView(
            row.id,
            row.name,
            row.url,
            row.added_at,
            row.read_at,
            row.due_at,
            row.trouble,
            row.unread,
            row.listed,
            row.changed,
        )
        for row in rows.order_by("name", "id")
    ]


def one_list(viewer: Viewer, list_id: int, *, now: datetime) -> ListView:
    """Raises OnlyForMembers or NoSuchList."""
    found = next((each for each in lists(viewer, now=now) if each.id == list_id), None)
    if found is None:
        raise NoSuchList
    return found


def contents(viewer: Viewer, list_id: int, *, after: str = "", now: datetime) -> Contents:
    """What it says of which server. Raises OnlyForMembers or NoSuchList."""
    _must_be_allowed(viewer)
    if not BlockList.objects.filter(id=list_id, dropped_at=None).exists():
        raise NoSuchList
    of_list = Listing.objects.filter(block_list_id=list_id)
    listed = list(of_list.filter(until=None).values_list("domain", flat=True))
    met = sorted(people_of.met_among(listed))
    rest = of_list.filter(until=None, domain__gt=after).exclude(domain__in=met).order_by("domain")
    others = _views(rest[: PAGE + 1], now)
    gone = of_list.filter(until__gt=now - NEW_FOR).exclude(
        domain__in=of_list.filter(until=None).values("domain")
    )
    return Contents(
        met=_views(of_list.filter(until=None, domain__in=met).order_by("domain"), now),
        others=others[:PAGE],
        after=others[PAGE - 1].domain if len(others) > PAGE else None,
        went=_views(gone.order_by("-until")[:PAGE], now),
    )


def saying(viewer: Viewer, domains: Collection[str], *, now: datetime) -> dict[str, list[ListingView]]:
    """Which lists name these servers, by domain. Raises OnlyForMembers."""
    _must_be_allowed(viewer)
    rows = Listing.objects.filter(domain__in=list(domains), until=None, block_list__dropped_at=None)
    found: dict[str, list[ListingView]] = defaultdict(list)
    for each in _views(rows.order_by("block_list__name"), now):
        found[each.domain].append(each)
    return found


def _views(rows: QuerySet[Listing], now: datetime) -> list[ListingView]:
    return [
        ListingView(
            row.block_list_id,
            row.block_list.name,
            row.domain,
            row.severity,
            row.comment,
            row.since,
            row.until,
            is_new=row.since > max(now - NEW_FOR, row.block_list.first_read_at or row.since),
        )
        for row in rows.select_related("block_list")
    ]


def _must_be_allowed(viewer: Viewer) -> None:
    if not may_read(viewer):
        raise OnlyForMembers
