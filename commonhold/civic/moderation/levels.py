"""Before whom a measure can be brought next, and until when."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.moderation import measures
from commonhold.civic.moderation.bench import may_sit
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.models import Measure
from commonhold.civic.moderation.standing import deciders, judges
from commonhold.civic.moderation.vocabulary import DAY, End, Level, Outcome
from commonhold.ground.charter import queries as charter


def next_level(row: Measure, now: datetime) -> Level | None:
    """Before whom the next appeal goes; None after the last."""
    taken = {*row.appeals.values_list("level", flat=True), *row.draws.values_list("level", flat=True)}
    if Level.SECOND in taken:
        return None
    if taken & {Level.JURY, Level.IMPOSE, Level.BENCH}:
        return Level.SECOND
    if Level.REVIEW in taken or not judges(row.case, but=deciders(row)):
        return Level.BENCH if may_sit(row, now) else Level.JURY
    return Level.REVIEW


def may_appeal(row: Measure, now: datetime) -> bool:
    """Within the time after the measure, or as long again after a lost appeal. The last second counts."""
    if measures.is_open_to_appeal(row, now):
        return True
    lost = row.appeals.filter(outcome=Outcome.UPHELD).order_by("-decided_at").first()
    if lost is None or lost.decided_at is None or row.end in {End.OVERTURNED, End.LIFTED, End.VOTED}:
        return False
    return now <= lost.decided_at + DAY * charter.current().read(ModerationCharter).appeal_days
