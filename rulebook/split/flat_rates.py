"""flat_rates_v1: a voted rate for each unit of verified work, such as a jury's case, a moderator's hour,
hosting or code.

Work is a cost, paid before anything is shared. Who did what, and who verified it, is decided elsewhere; here
are only the numbers. Views and time are never paid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rulebook.split.largest_remainder import share_out

VERSION = "flat_rates_v1"


@dataclass(frozen=True)
class Work:
    """Verified work of one person and kind: whole units of whatever the rate is for."""

    person: int
    kind: str
    units: int


@dataclass(frozen=True)
class WorkSheet:
    """What is paid for work. Minor units; lists have one place for each person."""

    earned: list[int]  # by the rates
    paid: list[int]  # now, within what was voted for work
    version: str = field(default=VERSION)

    @property
    def owed(self) -> list[int]:
        """What is left for the next period, before its own work."""
        return [earned - paid for earned, paid in zip(self.earned, self.paid, strict=True)]


def flat_rates_v1(
    rates: Mapping[str, int],
    work: Sequence[Work],
    *,
    keys: Sequence[str],
    seed: bytes,
    owed: Sequence[int] = (),
    most: int | None = None,
) -> WorkSheet:
    """What each of `keys` earned by `rates` (minor units for one unit of a kind), with what she is owed from
    before.

    Where that is more than `most`, which was voted for work in this period, all are paid in proportion, by
    largest remainder, and the rest stays owed. Raises ValueError for work without a rate, and for less than
    nothing.
    """
    if min([*rates.values(), *owed, *[each.units for each in work], most or 0], default=0) < 0:
        raise ValueError("rates, units and what is owed are nothing or more")
    earned = list(owed) if owed else [0] * len(keys)
    if len(earned) != len(keys):
        raise ValueError("what is owed has one place for each person")
    for each in work:
        if each.kind not in rates:
            raise ValueError(f"no rate was voted for “{each.kind}”")
        earned[each.person] += rates[each.kind] * each.units
    total = sum(earned) if most is None else min(most, sum(earned))
    return WorkSheet(earned, share_out(total, earned, seed=seed, limits=earned, keys=keys).parts)
