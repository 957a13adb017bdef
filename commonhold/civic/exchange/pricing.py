"""What an agreement costs: a price checked, made whole, and what a late cancellation leaves of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commonhold.civic.exchange.charter import NONE, ExchangeCharter
from commonhold.civic.exchange.refusals import (
    CoopHoldsNoDeposit,
    DepositNotAllowed,
    PriceMissing,
    PriceTooHigh,
    UnknownChoice,
)
from commonhold.civic.exchange.vocabulary import Cancelling, Per, Price
from commonhold.civic.governance.law import LegalRule, law_of
from commonhold.ground.charter import queries as charter

_FREE_UNTIL = {Cancelling.DAY: timedelta(days=1), Cancelling.WEEK: timedelta(weeks=1)}


@dataclass(frozen=True)
class Asked:
    """A price as it is said. Minutes of time or mutual credit, or minor units of money."""

    price: str = Price.GIFT
    per: str = Per.WHOLE
    minutes: int = 0
    cents: int = 0
    deposit_cents: int = 0
    deposit_minutes: int = 0  # of mutual credit, set aside
    coop_holds: bool = False  # the co-op would hold the money of a deposit
    cancelling: str = Cancelling.ANY_TIME


def checked(asked: Asked, law: ExchangeCharter) -> Asked:
    """As it may be kept.

    Raises UnknownChoice, PriceMissing, PriceTooHigh, DepositNotAllowed or CoopHoldsNoDeposit.
    """
    for value, choices, field in (
        (asked.price, Price, "price"),
        (asked.per, Per, "per"),
        (asked.cancelling, Cancelling, "cancelling"),
    ):
        if value not in choices.values:
            raise UnknownChoice(field)
    if asked.coop_holds:
        raise CoopHoldsNoDeposit(no_deposits())
    if (asked.deposit_cents or asked.deposit_minutes) and law.deposits == NONE:
        raise DepositNotAllowed
    if not 0 <= asked.deposit_cents <= law.most_cents:
        raise PriceTooHigh(law.most_cents, field="deposit")
    if not 0 <= asked.deposit_minutes <= law.most_minutes:
        raise PriceTooHigh(law.most_minutes, field="deposit_minutes")
    if asked.price == Price.GIFT:
        return replace(asked, per=Per.WHOLE, minutes=0, cents=0, cancelling=Cancelling.ANY_TIME)
    by_money = asked.price == Price.MONEY
    amount, most = (asked.cents, law.most_cents) if by_money else (asked.minutes, law.most_minutes)
    within(amount, most, by_money=by_money)
    return replace(asked, minutes=0) if by_money else replace(asked, cents=0)


def no_deposits() -> LegalRule:
    """Why the co-op holds nobody's money, as the law that the charter names says it."""
    return law_of(charter.current()).deposits


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
