"""People who came along suspended from their old server, for whoever keeps order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonhold.civic.moderation import effects
from commonhold.civic.moderation.queries.reports import may_answer
from commonhold.civic.moderation.refusals import MandateNeeded
from commonhold.social.arrivals import queries as arrivals
from commonhold.social.arrivals.queries import Suspended
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts.census import brought_by


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is still suspended as she came; `is_measured`: a measure of ours keeps her out, too."""

    person: PersonLine
    came: Suspended
    posts: int
    is_measured: bool

    @property
    def id(self) -> int:
        return self.came.id


def suspended_newcomers(
    viewer: Viewer, *, after: int | None = None, limit: int = 20
) -> tuple[Sequence[Newcomer], int | None]:
    """Those who came along suspended and whom nobody freed, the first first, and where the list goes on.

    Nobody in whose matter the viewer has a part. Raises MandateNeeded.
    """
    if not may_answer(viewer):
        raise MandateNeeded
    rows = arrivals.still_suspended(after=after, limit=limit)
    human = people.same_human(viewer.person_id or 0)
    shown = [row for row in rows[:limit] if not _has_part(human, row.person_id)]
    # Whoever decides must know whom it concerns, whatever stands between her and them.
    lines = people.lines(viewer, {row.person_id for row in shown})
    found = [
        Newcomer(
            lines[row.person_id],
            row,
            posts=brought_by(row.person_id),
            is_measured=effects.is_suspended_by_us(row.person_id),
        )
        for row in shown
        if row.person_id in lines
    ]
    return found, rows[limit - 1].id if len(rows) > limit else None


def newcomers_wait(viewer: Viewer) -> bool:
    """Is there anybody on that list? For who may open it."""
    return may_answer(viewer) and arrivals.is_anybody_suspended()


def _has_part(human: Sequence[int], person_id: int) -> bool:
    return person_id in human or any(are_apart(each, person_id) for each in human)
