"""Whether bridging counts, what somebody is asked, and scores for feeds; never a person's side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.charter import queries as charter
from commonhold.social.bridging import axis
from commonhold.social.bridging.charter import BridgingCharter
from commonhold.social.bridging.models import Axis, Question, Score, Stand
from commonhold.social.consents import queries as consents
from commonhold.social.consents.purposes import BRIDGING
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.queries import PostView
from rulebook.rank.bridging import LEAST_PEOPLE


@dataclass(frozen=True)
class Status:
    """Does bridging count, and if not, why: "no-numpy", "few-people", "no-axis-yet" or "" when it does.

    `people` is None below five. The sides are of the last axis; None where either has fewer than five.
    """

    why_not: str
    needed: int
    people: int | None
    learnt_at: datetime | None
    sides: tuple[int, int] | None
    scored: int | None


def status() -> Status:
    needed, people = charter.current().read(BridgingCharter).people, consents.how_many_allow(BRIDGING)
    last = Axis.objects.exclude(people=None).order_by("-id").first()
    why_not = "" if last is not None else "no-axis-yet"
    if people < needed:
        why_not = "few-people"
    if not axis.is_there():
        why_not = "no-numpy"
    is_on = not why_not and last is not None
    return Status(
        why_not,
        needed,
        _shown(people),
        last.at if is_on and last else None,
        _sides(last) if is_on and last else None,
        _shown(Score.objects.count()) if is_on else None,
    )


def takes_part(viewer: Viewer) -> bool:
    return consents.given_since(viewer, BRIDGING) is not None


def questions(viewer: Viewer) -> list[PostView]:
    """What the viewer is asked about; nothing that she may not see or that was removed."""
    rows = Question.objects.filter(person_id=viewer.person_id or 0, left_at=None).order_by("id")
    found = posts.posts(viewer, list(rows.values_list("post_id", flat=True)))
    return [each for each in found if not each.removed]


def scores_of(post_ids: Collection[int]) -> dict[int, int]:
    """From 0 to 1,000; nothing while fewer people take part than the charter wants."""
    if not post_ids or consents.how_many_allow(BRIDGING) < charter.current().read(BridgingCharter).people:
        return {}
    return dict(Score.objects.filter(post_id__in=post_ids).values_list("post_id", "score"))


def _sides(last: Axis) -> tuple[int, int] | None:
    rows = Stand.objects.filter(axis=last)
    counts = rows.filter(side=-1).count(), rows.filter(side=1).count()
    return counts if min(counts) >= LEAST_PEOPLE else None


def _shown(count: int) -> int | None:
    return count if count >= LEAST_PEOPLE else None
