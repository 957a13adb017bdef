from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from commonhold.civic.shares.vocabulary import COMMON
from commonhold.ground.charter.section import Section, Unit, parameter

_CLASS = re.compile(r"([a-z]{1,20})?")


@dataclass(frozen=True)
class SharesCharter(Section):
    """What a share is, and how somebody takes one and gives it back. It never gives another vote."""

    section = "shares"
    title = _("Shares")

    nominal_cents: int = parameter(
        5_000,
        words=_("What one share costs, now and for ever"),
        unit=Unit.CENTS,
        low=1,
        high=100_000_000,
        decided_by="special",
        because=_("A share is taken and given back at this value, never at a price."),
    )
    least_shares: int = parameter(
        1,
        words=_("Shares that somebody takes at least"),
        unit=Unit.NUMBER,
        low=1,
        high=1_000,
        decided_by="special",
        because=_("Whoever holds any holds as many as this, until they leave."),
    )
    joining: str = parameter(
        "free",
        words=_("Do new members take shares?"),
        unit=Unit.CHOICE,
        choices=("free", "compulsory"),
        decided_by="special",
        because=_(
            "“compulsory”: the least number is subscribed for whoever joins, and owed. “free”: who wants."
        ),
    )
    second_class: str = parameter(
        "",
        words=_("A second class of shares"),
        unit=Unit.TEXT,
        high=20,
        decided_by="special",
        because=_("Empty, or a short name such as “supporting”. No class of shares gives more votes."),
        valid=lambda value: _CLASS.fullmatch(value) is not None and value != COMMON,
    )
    transfers: str = parameter(
        "consent",
        words=_("Giving shares to another member"),
        unit=Unit.CHOICE,
        choices=("never", "consent", "free"),
        decided_by="special",
        because=_("“consent”: somebody of the board or the treasurer must agree."),
    )
    notice_days: int = parameter(
        90,
        words=_("Notice before shares are paid back"),
        unit=Unit.DAYS,
        high=3_653,
        decided_by="special",
        because=_("So that money which works for us does not leave overnight."),
    )
    notice_to: str = parameter(
        "any-day",
        words=_("When a notice may end"),
        unit=Unit.CHOICE,
        choices=("any-day", "year-end"),
        decided_by="special",
        because=_("“year-end”: on the last day of a year, when the books are closed."),
    )
    cash_kept_cents: int = parameter(
        0,
        words=_("Money in the bank that no withdrawal may touch"),
        unit=Unit.CENTS,
        high=10_000_000_000,
        decided_by="special",
        because=_("Shares are paid back only from what is there beyond it."),
    )
    capital_kept_cents: int = parameter(
        0,
        words=_("Share capital below which nothing is paid back"),
        unit=Unit.CENTS,
        high=10_000_000_000,
        decided_by="special",
        because=_("Lenders and the law may ask for capital that stays."),
    )
    most_back: Fraction = parameter(
        Fraction(1),
        words=_("Share capital that may be paid back in one year"),
        unit=Unit.SHARE,
        low=Fraction(1, 100),
        high=Fraction(1),
        decided_by="special",
        because=_("A part of what was there when the year began. Whoever gave notice first comes first."),
    )

    most_shares: int = parameter(
        0,
        words=_("Shares that one member may hold at most"),
        unit=Unit.NUMBER,
        high=100_000,
        decided_by="special",
        because=_("With 0 our co-op has no shares, and nobody can take any."),
    )

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of shares, the common one first."""
        return (COMMON, self.second_class) if self.second_class else (COMMON,)
