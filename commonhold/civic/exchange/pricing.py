"""What an agreement costs: a price checked, made whole, and what a late cancellation leaves of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.civic.exchange.charter import NONE, ExchangeCharter
from commonhold.civic.exchange.refusals import (
    DepositNotAllowed,
    PriceMissing,
    PriceTooHigh,
    UnknownChoice,
)
from commonhold.civic.exchange.vocabulary import Cancelling, Per, Price

_FREE_UNTIL = {Cancelling.DAY: timedelta(days=1), Cancelling.WEEK: timedelta(weeks=1)}


@dataclass(frozen=True)
class Asked:
    """A price as it is said. Minutes of time or mutual credit, or minor units of money."""

    price: str = Price.GIFT
    per: str = Per.WHOLE
    minutes: int = 0
    cents: int = 0
    deposit_cents: int = 0
    cancelling: str = Cancelling.ANY_TIME


def checked(asked: Asked, law: ExchangeCharter) -> Asked:
    """As it may be kept. Raises UnknownChoice, PriceMissing, PriceTooHigh or DepositNotAllowed."""
    for value, choices, field in (
        (asked.price, Price, "price"),
        (asked.per, Per, "per"),
        (asked.cancelling, Cancelling, "cancelling"),
    ):
        if value not in choices.values:
            raise UnknownChoice(field)
    if asked.deposit_cents and law.deposits == NONE:
        raise DepositNotAllowed
    if not 0 <= asked.deposit_cents <= law.most_cents:
        raise PriceTooHigh(law.most_cents, field="deposit")
    if asked.price == Price.GIFT:
        return Asked(Price.GIFT, Per.WHOLE, 0, 0, asked.deposit_cents, Cancelling.ANY_TIME)
    by_money = asked.price == Price.MONEY
    amount, most = (asked.cents, law.most_cents) if by_money else (asked.minutes, law.most_minutes)
    within(amount, most, by_money=by_money)
    minutes, cents = (0, asked.cents) if by_money else (asked.minutes, 0)
    return Asked(asked.price, asked.per, minutes, cents, asked.deposit_cents, asked.cancelling)


def within(amount: int, most: int, *, by_money: bool) -> None:
    """Raises PriceMissing or PriceTooHigh."""
    field = "cents" if by_money else "minutes"
    if amount < 1:
        raise PriceMissing(field)
    if amount > most:
        raise PriceTooHigh(most, field=field)


def still_free(cancelling: str, starts: datetime | None, now: datetime) -> bool:
    """May the one who receives cancel for nothing?"""
    span = _FREE_UNTIL.get(Cancelling(cancelling))
    return span is None or starts is None or now <= starts - span


def late_part(amount: int) -> int:
    """Half of it, rounded down: what a late cancellation leaves owed."""
    return amount // 2


def fee(cents: int, permille: int) -> int:
    """What the co-op asks of an agreement in money, rounded down to the minor unit."""
    return cents * permille // 1000
