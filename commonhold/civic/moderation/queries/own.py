"""Measures as whoever is measured reads them: what, why, until when, and what she can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.moderation import copies
from commonhold.civic.moderation.copies import Copy
from commonhold.civic.moderation.levels import may_appeal, next_level
from commonhold.civic.moderation.measures import is_before_others
from commonhold.civic.moderation.models import Appeal, Draw, Measure
from commonhold.civic.moderation.vocabulary import End, Kind, Ladder, Level, Outcome
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class AppealView:
    """Before whom it stands, what was said, and what came of it; `outcome` is empty until then."""

    id: int
    level: Level
    words: str
    at: datetime
    due: datetime
    outcome: str
    reasons: tuple[str, ...]

    @property
    def is_upheld(self) -> bool:
        return self.outcome == Outcome.UPHELD


@dataclass(frozen=True)
class DrawLine:
    """A jury's lot, and whether the party may still reveal a number."""

    id: int
    level: Level
    seats: int
    draws_at: datetime
    drawn_at: datetime | None
    decided_at: datetime | None
    may_reveal: bool


@dataclass(frozen=True)
class MeasureView:
    """The statement of reasons, and where the measure stands. Who decided is told to nobody here."""

    id: int
    case_id: int
    about: Kind
    copy: Copy | None  # None where nothing of it is shown any more
    kind: Ladder
    facts: str
    rule: str
    law: str
    label: str
    days: int
    at: datetime
    since: datetime | None
    until: datetime | None
    ended_at: datetime | None
    end: str
    appeals_until: datetime | None
    appeals: tuple[AppealView, ...]
    draws: tuple[DrawLine, ...]
    next_level: Level | None  # before whom she can bring it now

    @property
    def is_in_force(self) -> bool:
        return self.since is not None and self.ended_at is None

    @property
    def ended_how(self) -> str:
        return str(End(self.end).label) if self.end else ""


def my_measures(viewer: Viewer, *, now: datetime) -> list[MeasureView]:
    """What was done about the viewer, as whichever she acts; the latest first."""
    if viewer.person_id is None:
        return []
    rows = Measure.objects.filter(person_id__in=people.same_human(viewer.person_id))
    found = rows.select_related("case").prefetch_related("appeals", "draws__jurors").order_by("-id")
    return [measure_view(row, now) for row in found]


def measure_view(row: Measure, now: datetime) -> MeasureView:
    can_appeal = may_appeal(row, now) and not is_before_others(row)
    return MeasureView(
        id=row.id,
        case_id=row.case_id,
        about=Kind(row.case.kind),
        copy=None if row.case.is_sealed or not row.case.copy else copies.from_json(row.case.copy),
        kind=Ladder(row.kind),
        facts=row.facts,
        rule=row.rule,
        law=row.law,
        label=row.label,
        days=row.days,
        at=row.at,
        since=row.since,
        until=row.until,
        ended_at=row.ended_at,
        end=row.end,
        appeals_until=row.appeals_until,
        appeals=tuple(_appeal(each) for each in sorted(row.appeals.all(), key=lambda each: each.id)),
        draws=tuple(_draw(each, now) for each in sorted(row.draws.all(), key=lambda each: each.id)),
        next_level=next_level(row, now) if can_appeal else None,
    )


def verdicts_of(draw: Draw) -> tuple[str, ...]:
    """What jurors said, nameless and in no order of theirs, once all have voted."""
    if draw.decided_at is None:
        return ()
    return tuple(sorted(each.reasons for each in draw.jurors.all() if each.upholds is not None))


def _appeal(row: Appeal) -> AppealView:
    said: tuple[str, ...] = (row.reasons,) if row.reasons else ()
    for draw in row.measure.draws.all():
        if draw.level == row.level:
            said = verdicts_of(draw)
    return AppealView(row.id, Level(row.level), row.words, row.at, row.due, row.outcome, said)


def _draw(row: Draw, now: datetime) -> DrawLine:
    waits = row.drawn_at is None and now < row.draws_at
    may_reveal = bool(row.party_commitment) and not row.party_nonce and waits
    return DrawLine(
        row.id, Level(row.level), row.seats, row.draws_at, row.drawn_at, row.decided_at, may_reveal
    )
