from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.moderation import queries as moderation
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class ModerationReport:
    """The year's reports as numbers. No person is named, and nothing that was reported is told."""

    reported: int
    waiting: int
    kept: int
    dismissed: int
    median_minutes: int | None


def moderation_report(viewer: Viewer, *, since: datetime, until: datetime) -> ModerationReport:
    found = moderation.numbers(viewer, since=since, until=until)
    return ModerationReport(
        reported=found.reported,
        waiting=found.waiting,
        kept=found.kept,
        dismissed=found.dismissed,
        median_minutes=found.median_minutes,
    )
