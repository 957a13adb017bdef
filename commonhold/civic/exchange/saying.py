"""Prices in words, for pages, papers and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonhold.civic.credit.minutes import in_words as minutes_in_words
from commonhold.civic.exchange.vocabulary import Licence, Per, Price
from commonhold.ground.ledger.amounts import amount_in_words


@dataclass(frozen=True)
class PriceView:
    """A price: minutes of time or credit, or minor units of money."""

    kind: Price
    per: Per
    minutes: int
    cents: int
    currency: str

    @property
    def in_words(self) -> str:
        """Such as "1 h 30 min of mutual credit for a night"; never an amount without what it counts."""
        if self.kind is Price.GIFT:
            return str(self.kind.label)
        if self.kind is Price.MONEY:
            said = amount_in_words(self.cents, self.currency)
        elif self.kind is Price.CREDIT:
            said = _("{time} of mutual credit").format(time=minutes_in_words(self.minutes))
        else:
            said = _("{time} of time in return").format(time=minutes_in_words(self.minutes))
        return said if self.per is Per.WHOLE else f"{said} {self.per.label}"


def licence_in_words(code: str, *, is_joint: bool = False) -> str:
    """Empty where nothing is licensed. A joint collection's names each work's own beside it."""
    if not code:
        return ""
    return _("Each work under its own licence") if is_joint else str(Licence(code).label)
