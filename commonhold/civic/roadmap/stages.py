"""Where an idea stands: asked by every action of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commonhold.civic.members import queries as members
from commonhold.civic.roadmap.models import Idea, IdeaStep, Merge
from commonhold.civic.roadmap.refusals import LengthNotAllowed, MembersAlone, NoSuchIdea
from commonhold.civic.roadmap.vocabulary import LIVE, State
from commonhold.ground import ids
from commonhold.social.people import queries as people


def lock(*idea_ids: int) -> list[Idea]:
    """The ideas in this order, for this transaction alone. Raises NoSuchIdea."""
    found = {row.id: row for row in Idea.objects.select_for_update().filter(id__in=idea_ids).order_by("id")}
    if len(found) < len(set(idea_ids)):
        raise NoSuchIdea
    return [found[each] for each in idea_ids]


def state_of(idea_id: int) -> State:
    steps = IdeaStep.objects.filter(idea_id=idea_id).order_by("-id")
    return State(steps.values_list("state", flat=True)[0])


def arrive(
    idea_id: int, state: State, *, by: int, reason: str = "", link: str = "", now: datetime
) -> IdeaStep:
    return IdeaStep.objects.create(
        id=ids.new_id(now), idea_id=idea_id, state=state, by_id=by, at=now, reason=reason, link=link
    )


def merge_of(idea_id: int) -> Merge | None:
    """What joined this idea to another, while that holds."""
    return Merge.objects.filter(idea_id=idea_id, undone_at=None).first()


def waits(idea_id: int) -> bool:
    """Does it still wait for something, by itself?"""
    return state_of(idea_id) in LIVE and merge_of(idea_id) is None


def behind(idea_id: int) -> list[int]:
    """The idea, and all that are merged into it or into those."""
    found, fresh = [idea_id], [idea_id]
    while fresh:
        fresh = list(Merge.objects.filter(into__in=fresh, undone_at=None).values_list("idea_id", flat=True))
        found += fresh
    return found


def leading(idea_ids: Sequence[int]) -> dict[int, int]:
    """By idea that is merged: the one that leads now, at the end of the way."""
    into = dict(Merge.objects.filter(undone_at=None).values_list("idea_id", "into_id"))
    return {each: _last(each, into) for each in idea_ids if each in into}


def must_be_member(person_id: int) -> None:
    """Raises AccountClosed or MembersAlone."""
    people.must_be_active(person_id)
    if members.member_of(person_id) is None:
        raise MembersAlone


def fitting(field: str, text: str, *, shortest: int = 0, longest: int) -> str:
    """The text as it is kept. Raises LengthNotAllowed."""
    kept = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not shortest <= len(kept) <= longest:
        raise LengthNotAllowed(field, shortest, longest)
    return kept


def _last(idea_id: int, into: dict[int, int]) -> int:
    while idea_id in into:
        idea_id = into[idea_id]
    return idea_id
