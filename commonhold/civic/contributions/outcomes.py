"""What a finished split brings each person, whichever rule it was made by."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.split.equal_share import EqualShareSheet
from rulebook.split.own_slice import OwnSliceSheet
from rulebook.split.pool import Pool
from rulebook.split.replay import Split as Worked


@dataclass(frozen=True)
class Outcome:
    """Lists have one place for each person; minor units."""

    pool: Pool
    paid: list[int]
    credit: list[int]
    fund_back: int
    kept: int


def outcome_of(worked: Worked) -> Outcome:
    match worked.sheet:
        case OwnSliceSheet() as sheet:
            return Outcome(sheet.pool, sheet.paid, sheet.credit.parts, sheet.fund_back, sheet.kept)
        case EqualShareSheet() as equal:
            nothing = [0] * len(equal.credit)
            return Outcome(equal.pool, nothing, equal.credit, equal.fund_back, equal.kept)
    raise TypeError(f"no rule gives a {type(worked.sheet).__name__}")
