"""Communities as whoever looks after the server sees them, and one page as whoever has its link does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from commonhold.ground.charter import queries as charter
from commonhold.social.arrivals.charter import ArrivalsCharter
from commonhold.social.arrivals.inviting import digest_of
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.arrivals.refusals import NoSuchCommunity, NoSuchLink
from commonhold.social.media import queries as media
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, PersonLine, Viewer
from commonhold.social.posts.actions import brought_among
from commonhold.social.posts.census import brought_by
from commonhold.social.posts.visibility import visible_posts


@dataclass(frozen=True)
class CommunityView:
    """How far a community is, and how many have claimed their pages. `counts` are of lines brought."""

    id: int
    domain: str
    state: str
    counts: dict[str, int]
    remarks: list[tuple[str, str]]
    people: int
    invited: int
    claimed: int
    hidden: int
    gone: int
    without_address: int


@dataclass(frozen=True)
class Waiting:
    """What waits for whoever has the link."""

    person: PersonLine
    domain: str
    address: str
    posts: int
    media: int
    following: int
    followers: int
    is_suspended: bool
    is_hidden: bool
    claim_days: int
    erase_days: int


def community_of(domain: str) -> CommunityView:
    """The one from there that is here, or was last. Raises NoSuchCommunity."""
    row = Community.objects.filter(domain=domain.lower()).order_by("-id").first()
    if row is None:
        raise NoSuchCommunity
    return _view(row)


def communities() -> list[CommunityView]:
    """All that ever came, the latest first."""
    return [_view(each) for each in Community.objects.order_by("-id")]


def waiting_page(token: str, *, now: datetime) -> Waiting:
    """What a link stands for. Raises NoSuchLink."""
    rows = Arrival.objects.filter(digest=digest_of(token), claimed_at=None, gone_at=None, link_until__gt=now)
    row = rows.select_related("community").first()
    if row is None:
        raise NoSuchLink
    limits, me = charter.current().read(ArrivalsCharter), Viewer(row.person_id)
    shown = people.described(me, [row.person_id])[row.person_id]
    elsewhere = len(row.later.get("follows", []))
    return Waiting(
        person=people.person(ANYONE, row.person_id),
        domain=row.community.domain,
        address=row.address,
        posts=brought_by(row.person_id),
        media=media.count_of(row.person_id),
        following=(shown.following or 0) + elsewhere,
        followers=shown.followers or 0,
        is_suspended=row.is_suspended and row.freed_at is None,
        is_hidden=row.hidden_at is not None,
        claim_days=limits.claim_days,
        erase_days=limits.erase_days,
    )


def post_of_before(person_id: int, number: int) -> int | None:
    """The post of hers that had this number where she came from; None where none of it is here."""
    row = Arrival.objects.filter(person_id=person_id, gone_at=None).select_related("community").first()
    if row is None:
        return None
    source = f"https://{row.community.domain}/users/{row.username}/statuses/{number}"
    return brought_among(person_id, {source}).get(source)


def led_to(viewer: Viewer, person_id: int, number: int) -> int | None:
    """The same, where the viewer may read it: that there is one tells something, too."""
    post_id = post_of_before(person_id, number)
    is_shown = post_id is not None and visible_posts(viewer).filter(id=post_id).exists()
    return post_id if is_shown else None


@dataclass(frozen=True)
class Suspended:
    """Somebody who came along suspended and still is; `words` and `at` are the old server's, where known."""

    id: int
    person_id: int
    domain: str
    name_there: str
    came_at: datetime
    at: datetime | None
    words: str
    is_claimed: bool


def still_suspended(*, after: int | None, limit: int) -> list[Suspended]:
    """Those who came along suspended and were not freed, in the order in which they came; one too many."""
    rows = _still_suspended().select_related("community").order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return [
        Suspended(
            id=row.id,
            person_id=row.person_id,
            domain=row.community.domain,
            name_there=row.username,
            came_at=row.arrived_at,
            at=row.suspended_at,
            words=row.suspended_words,
            is_claimed=row.claimed_at is not None,
        )
        for row in rows[: limit + 1]
    ]


def is_anybody_suspended() -> bool:
    """Is there one of those at all?"""
    return _still_suspended().exists()


def _still_suspended() -> QuerySet[Arrival]:
    return Arrival.objects.filter(is_suspended=True, freed_at=None, gone_at=None)


def came_suspended(people_ids: Collection[int]) -> bool:
    """Is one of them still suspended since she came along so? Whoever keeps order frees her."""
    return _still_suspended().filter(claimed_at__isnull=False, person_id__in=people_ids).exists()


def is_taken_back(person_id: int) -> bool:
    """Does her community just come undone? Then no other server is told that she left: she may come again."""
    undoing = Community.State.UNDOING
    return Arrival.objects.filter(person_id=person_id, claimed_at=None, community__state=undoing).exists()


def _view(row: Community) -> CommunityView:
    waits = Q(claimed_at=None, gone_at=None)
    told: dict[str, Any] = Arrival.objects.filter(community=row).aggregate(
        people=Count("id"),
        invited=Count("id", filter=Q(invited_at__isnull=False)),
        claimed=Count("id", filter=Q(claimed_at__isnull=False)),
        hidden=Count("id", filter=waits & Q(hidden_at__isnull=False)),
        gone=Count("id", filter=Q(gone_at__isnull=False)),
        without_address=Count("id", filter=waits & Q(address="")),
    )
    remarks = [(about, words) for about, words in row.remarks]
    return CommunityView(row.id, row.domain, row.state, row.counts, remarks, **told)
