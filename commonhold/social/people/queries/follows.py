"""Who follows whom, who asks to, and who might be worth following."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import Span, page, within
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.models import Follow, NotSuggested, Person
from commonhold.social.people.queries.circles import shows_circle_to
from commonhold.social.people.queries.in_lines import LINE, PersonLine, line_from, line_of, lines_of
from commonhold.social.people.queries.rows import accepted, found_by
from commonhold.social.people.queries.viewer import Viewer


def suggested(viewer: Viewer, *, limit: int = 12) -> list[tuple[PersonLine, int]]:
    """People of this server whom the viewer does not follow, with how many of those whom she follows do.

    Nobody of whom she said that she does not want her suggested.
    Only who lets herself be suggested; those whom most of them follow come first. Where she, or who follows
    her, keeps her circle back from the viewer, nothing is counted.
    """
    return [(line_from(line), shared) for *line, shared in _suggesting(limit).rows(me=viewer.person_id or 0)]


def followers(viewer: Viewer, person_id: int, *, limit: int = 200) -> list[PersonLine]:
    """Who follows a person, the latest first."""
    return lines_of(_in_circle("follows", "followed", limit).instances(person_id=person_id, **viewer.me))


def with_bells_for(person_id: int) -> list[int]:
    """Who wants to be told of each new post of this person; for telling them, not for pages."""
    return _WITH_BELLS.ids(person_id=person_id)


def follow_requests(
    viewer: Viewer, *, before: int | None = None, limit: int = 40
) -> tuple[list[PersonLine], int | None]:
    """Who asks to follow the viewer and waits for her, the latest first, and where the next page begins."""
    return _open_requests(viewer, mine="followed", other="follower", before=before, limit=limit)


def asking_to_follow(viewer: Viewer, span: Span) -> list[tuple[int, int]]:
    """Who asks to follow the viewer: what the list is sorted by, and her id."""
    asking = Follow.objects.filter(followed_id=viewer.person_id or 0, accepted_at=None)
    rows = asking.filter(not_hidden_from(viewer.person_id, "follower"), follower__removed_at=None)
    return within(rows.values_list("id", "follower_id"), span)


def has_asked_to_follow(viewer: Viewer, person_id: int) -> bool:
    """Did the viewer ask to follow her, and is there no answer yet?"""
    asked = Follow.objects.filter(follower_id=viewer.person_id or 0, followed_id=person_id)
    return asked.filter(accepted_at=None).exists()


def asks_to_follow(viewer: Viewer, person_id: int) -> bool:
    """Does she ask to follow the viewer, and wait for an answer?"""
    asking = Follow.objects.filter(followed_id=viewer.person_id or 0, follower_id=person_id, accepted_at=None)
    return asking.filter(not_hidden_from(viewer.person_id, "follower")).exists()


def followers_waiting(viewer: Viewer) -> int:
    """How many ask to follow the viewer and wait for an answer."""
    asking = Follow.objects.filter(followed_id=viewer.person_id or 0, accepted_at=None)
    return asking.filter(not_hidden_from(viewer.person_id, "follower")).count()


def asked_to_follow(
    viewer: Viewer, *, before: int | None = None, limit: int = 40
) -> tuple[list[PersonLine], int | None]:
    """Whom the viewer asks to follow, and who hasn't answered yet, the latest first; the same way."""
    return _open_requests(viewer, mine="follower", other="followed", before=before, limit=limit)


def following(viewer: Viewer, person_id: int, *, limit: int = 200) -> list[PersonLine]:
    """Whom a person follows, the latest first."""
    return lines_of(_in_circle("followed_by", "follower", limit).instances(person_id=person_id, **viewer.me))


def is_following(viewer: Viewer, person_id: int) -> bool:
    """Does the viewer follow this person, with her consent where she asks for it?"""
    return accepted().filter(follower_id=viewer.person_id, followed_id=person_id).exists()


def followers_from(person_id: int, domain: str, *, limit: int) -> list[int]:
    """Who of another server follows somebody; for rules, not for pages."""
    rows = accepted().filter(followed_id=person_id, follower__domain=domain, follower__removed_at=None)
    return list(rows.order_by("id").values_list("follower_id", flat=True)[:limit])


@dataclass(frozen=True)
class FollowBetween:
    """That one person follows another, or asks to."""

    id: int
    is_accepted: bool


def follow_between(follower_id: int, followed_id: int) -> FollowBetween | None:
    """How one stands to the other, for telling other servers; not for pages."""
    row = Follow.objects.filter(follower_id=follower_id, followed_id=followed_id).first()
    return None if row is None else FollowBetween(row.id, row.accepted_at is not None)


def is_followed(person_id: int) -> bool:
    """Does anybody of this server follow her?"""
    return bool(_FOLLOWED_HERE.rows(person_id=person_id))


def pair_of_follow(follow_id: int) -> tuple[int, int] | None:
    """Who follows whom, or asks to, by this follow."""
    return Follow.objects.filter(id=follow_id).values_list("follower_id", "followed_id").first()


def followers_here(person_id: int, *, accepted: bool = False) -> list[int]:
    """Who of this server follows somebody, or asks to unless it's `accepted`; for rules, not for pages."""
    rows = Follow.objects.filter(followed_id=person_id, follower__domain="", follower__removed_at=None)
    if accepted:
        rows = rows.filter(accepted_at__isnull=False)
    return list(rows.order_by("follower_id").values_list("follower_id", flat=True))


def followers_among(viewer: Viewer, person_id: int, people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` who follow this person."""
    rows = accepted().filter(followed_id=person_id, follower_id__in=people_ids)
    return set(rows.values_list("follower_id", flat=True))


def followed_among(viewer: Viewer, people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` whom the viewer follows."""
    rows = accepted().filter(follower_id=viewer.person_id, followed_id__in=people_ids)
    return set(rows.values_list("followed_id", flat=True))


def remote_among(people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` who live on other servers."""
    return set(_REMOTE.ids(people_ids=list(people_ids)))


def domain_of_person(person_id: int) -> str:
    """On which other server she lives; empty for people of ours."""
    return Person.objects.filter(id=person_id).values_list("domain", flat=True).first() or ""


def _open_requests(
    viewer: Viewer, *, mine: str, other: str, before: int | None, limit: int
) -> tuple[list[PersonLine], int | None]:
    rows = Follow.objects.filter(
        not_hidden_from(viewer.person_id, other),
        accepted_at=None,
        **{f"{mine}_id": viewer.person_id or 0, f"{other}__removed_at": None},
    )
    found, older = page(rows.select_related(other), before=before, limit=limit)
    return [line_of(getattr(each, other)) for each in found], older


@cache
def _suggesting(limit: int) -> Prepared:
    def build(*, me: int) -> QuerySet[Person, Any]:
        viewer = Viewer(me)
        read = accepted().filter(shows_circle_to(viewer, "followed"), follower_id=me)
        mine = read.values("followed_id")
        asked = Follow.objects.filter(follower_id=me).values("followed_id")
        rows = found_by(viewer).filter(domain="", is_discoverable=True).exclude(id=me)
        unwanted = NotSuggested.objects.filter(person_id=me).values("other_id")
        rows = rows.exclude(id__in=asked).exclude(id__in=unwanted)
        reads = Q(followed_by__follower_id__in=mine, followed_by__accepted_at__isnull=False)
        shared = Count("followed_by", filter=Q(shows_circle_to(viewer), reads))
        found: QuerySet[Person, Any] = rows.annotate(shared=shared).order_by("-shared", "-id")
        return found.values_list(*LINE, "shared")[:limit]

    return Prepared(build)


@cache
def _in_circle(way: str, end: str, limit: int) -> Prepared:
    def build(*, person_id: int, me: int | None = None) -> QuerySet[Person]:
        of = {f"{way}__{end}_id": person_id, f"{way}__accepted_at__isnull": False}
        return found_by(Viewer(me)).filter(**of).order_by(f"-{way}__id")[:limit]

    return Prepared(build)


_REMOTE = Prepared(
    lambda people_ids: Person.objects.filter(id__in=people_ids).exclude(domain="").values_list("id")
)
_WITH_BELLS = Prepared(
    lambda *, person_id: (
        Follow.objects.filter(followed_id=person_id, has_bell=True, accepted_at__isnull=False)
        .order_by("follower_id")
        .values_list("follower_id")
    )
)
_FOLLOWED_HERE = Prepared(
    lambda *, person_id: accepted().filter(followed_id=person_id, follower__domain="").values_list("id")[:1]
)
