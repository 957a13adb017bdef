"""Rankings are set while a decision is enacted, and in no other way."""

from __future__ import annotations

from collections.abc import Sequence

from commonhold.civic.roadmap import periods
from commonhold.civic.roadmap.models import Priority, Ranking
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.record import actions as record


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
