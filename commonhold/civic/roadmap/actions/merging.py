"""Two ideas that are the same become one, and two again if that was a mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.roadmap import periods, stages, telling
from commonhold.civic.roadmap.models import Idea, Merge, Support
from commonhold.civic.roadmap.refusals import (
    MayNotMerge,
    MergedAlready,
    MergedIntoItself,
    NotMerged,
    NotWaiting,
    TooLateToUndo,
)
from commonhold.ground import ids
from commonhold.ground.record import actions as record


@transaction.atomic
def merge_ideas(by: int, *, idea_id: int, into_id: int, now: datetime) -> None:
    """Give up one idea for another: its support counts there, and its page leads on.

    Raises MembersAlone, NoSuchIdea, MergedIntoItself, MayNotMerge, MergedAlready or NotWaiting.
    """
    stages.must_be_member(by)
    if idea_id == into_id:
        raise MergedIntoItself
    idea, into = stages.lock(idea_id, into_id)
    _must_be_allowed(by, idea, now)
    if stages.merge_of(idea.id) is not None or stages.merge_of(into.id) is not None:
        raise MergedAlready
    if not (stages.waits(idea.id) and stages.waits(into.id)):
        raise NotWaiting
    Merge.objects.create(id=ids.new_id(now), idea=idea, into=into, by_id=by, at=now)
    moved = Support.objects.filter(counts_for=idea)
    supporters = set(moved.values_list("person_id", flat=True))
    moved.update(counts_for=into)
    said = {"idea": str(idea.id), "into": str(into.id)}
    record.append("roadmap.merged", said, about=f"idea:{idea.id}", now=now)
    telling.tell(
        {*supporters, idea.author_id} - {by}, "roadmap.merged", into, occasion=f"with={idea.id}", now=now
    )


@transaction.atomic
def undo_merge(by: int, *, idea_id: int, now: datetime) -> None:
    """Let the idea stand by itself again, with the support that was its own; within the same period.

    Raises MembersAlone, NoSuchIdea, MayNotMerge, NotMerged or TooLateToUndo.
    """
    stages.must_be_member(by)
    (idea,) = stages.lock(idea_id)
    _must_be_allowed(by, idea, now)
    merge = stages.merge_of(idea.id)
    if merge is None:
        raise NotMerged
    if periods.period_of(merge.at) != periods.period_of(now):
        raise TooLateToUndo
    merge.undone_at, merge.undone_by_id = now, by
    merge.save(update_fields=["undone_at", "undone_by"])
    Support.objects.filter(idea_id__in=stages.behind(idea.id)).update(counts_for=idea)
    said = {"idea": str(idea.id), "into": str(merge.into_id)}
    record.append("roadmap.merge-undone", said, about=f"idea:{idea.id}", now=now)


def _must_be_allowed(by: int, idea: Idea, now: datetime) -> None:
    roles = {each.role for each in mandates.held_by(by, at=now)}
    if idea.author_id != by and Role.BOARD not in roles:
        raise MayNotMerge
