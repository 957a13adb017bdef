"""The voted terms of sharing, as one value that can be frozen, compared and written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonhold.civic.contributions.charter import ContributionsCharter
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.snapshot import Charter
from rulebook.split.own_slice import OwnSliceTerms

NONE, OWN_SLICE, EQUAL_SHARE = "none", "own_slice_v1", "equal_share_v1"


@dataclass(frozen=True)
class Terms:
    rule: str
    to_one: Fraction
    fund_pot: int
    reserve_share: Fraction
    reserve_target: int
    costs: str
    payout: str

    @property
    def shares(self) -> bool:
        return self.rule != NONE

    @property
    def of_slices(self) -> OwnSliceTerms | None:
        """What own slices need; None for equal shares, which have no terms."""
        if self.rule != OWN_SLICE:
            return None
        return OwnSliceTerms(to_one=self.to_one, fund_pot=self.fund_pot)

    def plain(self) -> dict[str, Any]:
        return {
            **vars(self),
            "to_one": written(self.to_one),
            "reserve_share": written(self.reserve_share),
        }


def terms_of(here: Charter) -> Terms:
    said = here.read(ContributionsCharter)
    return Terms(
        said.rule,
        said.to_one,
        said.fund_pot_cents,
        said.reserve_share,
        said.reserve_target_cents,
        said.costs,
        said.payout,
    )


def current() -> Terms:
    return terms_of(charter.current())


def read(plain: Mapping[str, Any]) -> Terms:
    """The opposite of `plain`."""
    shares = {name: Fraction(plain[name]) for name in ("to_one", "reserve_share")}
    return Terms(**{**plain, **shares})


def written(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"
