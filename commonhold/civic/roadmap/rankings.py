"""Rankings are set while a decision is enacted, and in no other way."""

from __future__ import annotations

from collections.abc import Sequence

from commonhold.civic.roadmap import periods, stages
from commonhold.civic.roadmap.models import Priority, Ranking
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.record import actions as record
from rulebook.canonical import Json


def put_next(idea_id: int, *, because: Authority) -> None:
    """Give an idea, or the one that it was merged into, the next place in this authority's own ranking.

    Nothing happens for one that waits for nothing any more, or that has a place there already.
    """
    leads = stages.leading([idea_id]).get(idea_id, idea_id)
    if not stages.waits(leads):
        return
    period = periods.period_of(because.at)
    ranking, _is_new = Ranking.objects.get_or_create(
        period=period,
        reference=because.reference,
        defaults={"id": ids.new_id(because.at), "at": because.at},
    )
    if ranking.priorities.filter(idea_id=leads).exists():
        return
    rank = ranking.priorities.count() + 1
    Priority.objects.create(id=ids.new_id(because.at), ranking=ranking, rank=rank, idea_id=leads)
    said: dict[str, Json] = {"period": period, "idea": str(leads), "rank": rank}
    record.append("roadmap.priority", said, about=because.reference, now=because.at)


def set_ranking(idea_ids: Sequence[int], *, because: Authority) -> None:
    """Put these first, in this order, for the period of this moment."""
    period = periods.period_of(because.at)
    ranking = Ranking.objects.create(
        id=ids.new_id(because.at), period=period, reference=because.reference, at=because.at
    )
    Priority.objects.bulk_create(
        Priority(id=ids.new_id(because.at), ranking=ranking, rank=rank, idea_id=idea_id)
        for rank, idea_id in enumerate(idea_ids, 1)
    )
    said = {"period": period, "ideas": [str(each) for each in idea_ids]}
    record.append("roadmap.priorities", said, about=because.reference, now=because.at)
