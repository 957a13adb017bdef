from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.always import always
from commonhold.ground.charter import register
from commonhold.ground.charter.models import Amendment, Delegation, Version
from commonhold.ground.charter.section import Bounds
from commonhold.ground.charter.snapshot import Charter, Clause, Range
from commonhold.ground.once import once
from commonhold.ground.prepared import Prepared

_REMEMBERED = 32
_snapshots: dict[int, Charter] = {}


@once
def current() -> Charter:
    """The charter now; before the founding, version 0 with every default."""
    for version_id, number in _latest():
        return _snapshot(version_id, number)
    return _UNFOUNDED


_UNFOUNDED = Charter(0, {}, {})
_latest = always(Prepared(lambda: Version.objects.order_by("-number").values_list("id", "number")[:1]))


def at(number: int) -> Charter:
    """The charter as it stood at a version, as a poll needs that froze it."""
    return _snapshot(Version.objects.get(number=number).id, number) if number else _UNFOUNDED


@dataclass(frozen=True)
class Change:
    """One line of the charter's history."""

    version: int
    at: datetime
    key: str
    value: int | str
    reference: str


def history(*, limit: int = 50) -> list[Change]:
    """The latest amendments after the founding, newest first."""
    rows = Amendment.objects.filter(version__number__gt=1).select_related("version").order_by("-id")
    return [
        Change(row.version.number, row.version.at, row.key, row.value, row.version.reference)
        for row in rows[:limit]
    ]


def history_of(key: str) -> list[Change]:
    """Every value that a parameter ever had, newest first."""
    rows = Amendment.objects.filter(key=key).select_related("version").order_by("-version__number")
    return [
        Change(row.version.number, row.version.at, row.key, row.value, row.version.reference) for row in rows
    ]


def amended(version_id: int, key: str, clause: Clause) -> None:
    """Keep what this process remembers of a version that is still being written in step with it."""
    known = _snapshots.get(version_id)
    if known is not None:
        _snapshots[version_id] = Charter(known.version, {**known.clauses, key: clause}, known.ranges)


def forget(version_id: int) -> None:
    """Drop what this process remembers of a version that is still being written."""
    _snapshots.pop(version_id, None)


def forget_all() -> None:
    """Drop all that this process remembers, as when it turns to another database."""
    _snapshots.clear()


def _snapshot(version_id: int, number: int) -> Charter:
    # By row id, not by number: an id of a version that was rolled back never comes again.
    if version_id not in _snapshots:
        if len(_snapshots) >= _REMEMBERED:
            _snapshots.pop(next(iter(_snapshots)))
        _snapshots[version_id] = _build(number)
    return _snapshots[version_id]


def _build(number: int) -> Charter:
    clauses: dict[str, Clause] = {}
    known = {each.key: each for each in register.parameters()}
    upto = {"version__number__lte": number}
    for row in Amendment.objects.filter(**upto).select_related("version").order_by("version__number"):
        if row.key in known:
            value = known[row.key].read(row.value)
            clauses[row.key] = Clause(value, row.version.at, row.version.reference, row.version.number)
    ranges = {
        row.key: Range(
            Bounds(known[row.key].number(row.low), known[row.key].number(row.high)),
            row.mandate,
            row.version.reference,
        )
        for row in Delegation.objects.filter(**upto).select_related("version").order_by("version__number")
        if row.key in known
    }
    return Charter(number, clauses, ranges)
