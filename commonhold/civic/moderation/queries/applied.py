"""Rules and measures as numbers, of which none tells of few people: by the same rule as open data.

What stands behind a number are those whom its measures concerned, each once, however many there were. See
`docs/rules/suppression.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from commonhold.civic.moderation.models import Draw, LawReport, Measure
from commonhold.civic.moderation.queries.register import REVERSED
from commonhold.civic.moderation.vocabulary import Ladder
from commonhold.social.people.queries import Viewer
from rulebook.suppression import LEAST_PEOPLE, Cell, Line, withheld

_ALL, _APPEALED, _OVERTURNED = "all", "appealed", "overturned"


@dataclass(frozen=True)
class RuleLine:
    """How a rule was applied. None stands for what few stand behind; hours from the report to the measure."""

    rule: str
    is_law: bool
    applied: int | None
    appealed: int | None
    overturned: int | None
    median_hours: int | None


@dataclass(frozen=True)
class Year:
    """A time's measures as numbers. None stands for what few stand behind; such kinds are in no line.

    `median_hours`: from the first report to the measure.
    """

    measures: int | None
    by_kind: tuple[tuple[Ladder, int], ...]
    appealed: int | None
    overturned: int | None
    juries: int | None
    law_reports: int | None
    median_hours: int | None


@dataclass(frozen=True)
class Taken:
    """So many measures, and how many of them concerned whom of us."""

    measures: int
    by: Mapping[str, int]


def rules_applied(viewer: Viewer, *, since: datetime | None = None) -> list[RuleLine]:
    """Every ground on which a measure was taken, the most used first."""
    rows = Measure.objects.filter(since__isnull=False).select_related("case").prefetch_related("appeals")
    if since is not None:
        rows = rows.filter(since__gt=since)
    by_ground: dict[tuple[str, bool], list[Measure]] = {}
    for row in rows.prefetch_related("case__reports"):
        by_ground.setdefault((row.law or row.rule, bool(row.law)), []).append(row)
    lines = [_rule_line(ground, is_law, found) for (ground, is_law), found in by_ground.items()]
    return sorted(lines, key=lambda line: (-(line.applied or 0), line.rule))


def year(viewer: Viewer, *, since: datetime, until: datetime) -> Year:
    """What was done within a time, and what became of it by its end, for everybody."""
    rows = Measure.objects.filter(since__gt=since, since__lte=until).select_related("case")
    found = list(rows.prefetch_related("appeals", "case__reports"))
    kinds = {str(kind): [each for each in found if each.kind == kind] for kind in Ladder}
    told = _told(found, until, kinds)
    drawn = Draw.objects.filter(drawn_at__gt=since, drawn_at__lte=until).select_related("measure")
    reports = LawReport.objects.filter(at__gt=since, at__lte=until).values_list("email", flat=True)
    return Year(
        measures=told[_ALL],
        by_kind=tuple((kind, number) for kind in Ladder if (number := told[str(kind)])),
        appealed=told[_APPEALED],
        overturned=told[_OVERTURNED],
        juries=unless_few(len(drawn), {each.measure.person_id for each in drawn}),
        law_reports=unless_few(len(reports), {each.casefold() for each in reports}),
        median_hours=_median_hours(found),
    )


def taken_between(*, since: datetime, until: datetime) -> dict[Ladder, Taken]:
    """What was done in a time, by kind, for a room that withholds what would tell of few. Never for pages."""
    rows = list(Measure.objects.filter(since__gte=since, since__lt=until))
    kinds = {kind: [each for each in rows if each.kind == kind] for kind in Ladder}
    return {kind: Taken(len(found), _whom(found)) for kind, found in kinds.items()}


def unless_few(count: int, people: Collection[object]) -> int | None:
    """How often the co-op did something, or nobody asked it to; None where few stand behind it."""
    return None if count and len(people) < LEAST_PEOPLE else count


def _told(
    found: Sequence[Measure], until: datetime | None, kinds: Mapping[str, Sequence[Measure]]
) -> dict[str, int | None]:
    """All of them, by kind, how many were appealed and how many overturned; None for what is withheld.

    That there was none at all everybody reads in the register, so it is said.
    """
    appealed = [each for each in found if each.appeals.all()]
    overturned = [each for each in found if _is_overturned(each, until)]
    ways = {_APPEALED: appealed, _OVERTURNED: overturned}
    cells = {_ALL: _cell(found), **{name: _cell(some) for name, some in {**kinds, **ways}.items()}}
    lines = [Line(_ALL, tuple(kinds))] if kinds else []
    for name, some in ways.items():
        theirs = {each.id for each in some}
        cells[f"not {name}"] = _cell([each for each in found if each.id not in theirs])
        lines.append(Line(_ALL, (name, f"not {name}")))
    gone = withheld(cells, lines) if found else ()
    return {name: None if name in gone else each.value for name, each in cells.items()}


def _rule_line(ground: str, is_law: bool, found: list[Measure]) -> RuleLine:
    told = _told(found, None, {})
    return RuleLine(
        rule=ground,
        is_law=is_law,
        applied=told[_ALL],
        appealed=told[_APPEALED],
        overturned=told[_OVERTURNED],
        median_hours=_median_hours(found),
    )


def _is_overturned(row: Measure, until: datetime | None) -> bool:
    return row.end in REVERSED and (until is None or (row.ended_at or until) <= until)


def _cell(found: Iterable[Measure]) -> Cell:
    rows = list(found)
    return Cell.of(_whom(rows), len(rows))


def _whom(found: Iterable[Measure]) -> Counter[str]:
    """Whom of us they concerned; a measure about somebody elsewhere is of none of us."""
    return Counter(f"person:{each.person_id}" for each in found if each.person_id is not None)


def _median_hours(found: Sequence[Measure]) -> int | None:
    waits = list(_hours(found))
    return median_low(waits) if waits and len(_whom(found)) >= LEAST_PEOPLE else None


def _hours(found: Iterable[Measure]) -> Iterable[int]:
    """From the first report of each to the measure."""
    for each in found:
        first = min((report.at for report in each.case.reports.all()), default=None)
        if first is not None and each.since is not None:
            yield int((each.since - first).total_seconds()) // 3600
