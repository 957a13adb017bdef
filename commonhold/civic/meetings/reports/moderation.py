from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.moderation import queries as moderation
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Done:
    """How often one kind of measure was taken: three times or more."""

    kind: str
    times: int


@dataclass(frozen=True)
class ModerationReport:
    """The year's reports and measures as numbers. No person is named, and nothing that was reported is told.

    What comes after `median_minutes` is None where it is one or two, which would tell of somebody.
    """

    reported: int
    waiting: int
    kept: int
    dismissed: int
    median_minutes: int | None
    measures: int | None
    by_kind: list[Done]
    appealed: int | None
    overturned: int | None
    juries: int | None
    law_reports: int | None
    median_hours: int | None


def moderation_report(viewer: Viewer, *, since: datetime, until: datetime) -> ModerationReport:
    found = moderation.numbers(viewer, since=since, until=until)
    done = moderation.year(viewer, since=since, until=until)
    return ModerationReport(
        reported=found.reported,
        waiting=found.waiting,
        kept=found.kept,
        dismissed=found.dismissed,
        median_minutes=found.median_minutes,
        measures=done.measures,
        by_kind=[Done(str(kind), times) for kind, times in done.by_kind],
        appealed=done.appealed,
        overturned=done.overturned,
        juries=done.juries,
        law_reports=done.law_reports,
        median_hours=done.median_hours,
    )
