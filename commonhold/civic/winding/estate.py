"""What there is to share when debts are paid, worked out by the rulebook: the same books give the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast

from commonhold.civic.governance import law
from commonhold.civic.members import queries as members
from commonhold.civic.shares import ending as shares
from commonhold.civic.treasury.accounts import currency
from commonhold.civic.winding import obstacles
from commonhold.civic.winding.models import Winding
from commonhold.civic.winding.refusals import (
    CreditorsFirst,
    LawWaits,
    NobodyToGetIt,
    NothingLeft,
    NowForbidden,
    OtherCurrencies,
    Overdrawn,
    OwnedStill,
)
from commonhold.ground.charter import queries as charter
from rulebook.canonical import canonical
from rulebook.split.settlement import Estate, Remainder, Settlement, reached, settle_v2


@dataclass(frozen=True)
class Worked:
    """By member's number what she gets for her shares, and above them; what is given on. Minor units."""

    currency: str
    cash: int
    paid_in: int
    shares: dict[int, int]
    above_par: dict[int, int]
    given_on: int
    figures: str
    sha256: str


def work_out(row: Winding, now: datetime) -> Worked:
    """For a co-op whose debts are paid. Raises CreditorsFirst, OwnedStill, Overdrawn, OtherCurrencies,
    LawWaits, NothingLeft, NowForbidden, or NobodyToGetIt where what is left would go to nobody.
    """
    coin, cash = currency(), obstacles.cash()
    if any(cents < 0 for cents in cash.values()):
        raise Overdrawn
    if owed := obstacles.debts():
        raise CreditorsFirst([each.words for each in owed])
    if owned := obstacles.belongings():
        raise OwnedStill([each.words for each in owned])
    if others := sorted(set(cash) - {coin}):
        raise OtherCurrencies(others)
    _must_have_waited(row, now)
    must_be_lawful(row)
    if not cash and not obstacles.are_shares_held():
        raise NothingLeft
    paid = shares.paid_in()
    heads = _heads(row.begun_at or now)
    numbers = sorted(set(paid) | heads)
    estate = Estate(
        cash=cash.get(coin, 0),
        shares=[paid.get(each, 0) for each in numbers],
        remainder=cast(Remainder, row.remainder),
        keys=[str(each) for each in numbers],
        seed=row.reference.encode(),
        heads=[each in heads for each in numbers],
    )
    lawful = cast(Sequence[Remainder], law.law_of(charter.current()).ending.remainders)
    done = settle_v2(estate, lawful=lawful)
    if done.given_on and not row.beneficiary:
        raise NobodyToGetIt
    estate = replace(estate, remainder=reached(estate, lawful=lawful))
    return _said(estate, done, numbers, coin)


def must_be_lawful(row: Winding) -> None:
    """Does the law still let what is left go where the vote said? Raises NowForbidden."""
    lawful = law.law_of(charter.current()).ending
    if row.remainder not in lawful.remainders:
        raise NowForbidden(lawful.remainders_because)


def _must_have_waited(row: Winding, now: datetime) -> None:
    lawful = law.law_of(charter.current()).ending
    if row.begun_at is not None and now < row.begun_at + timedelta(days=lawful.wait_days):
        raise LawWaits(row.begun_at + timedelta(days=lawful.wait_days), lawful.wait_because)


def _heads(announced: datetime) -> set[int]:
    """The numbers of members whose heads count where the remainder goes by heads: as it was announced.

    Whoever leaves afterwards, or has herself erased, loses nothing by it. Whoever left before may hold shares
    still, and whoever came back has a number of before: neither is one more.
    """
    return {
        each.number
        for each in members.memberships()
        if each.since <= announced and (each.left_at is None or each.left_at > announced)
    }


def _said(estate: Estate, done: Settlement, numbers: Sequence[int], coin: str) -> Worked:
    figures = canonical(
        {
            "rule": done.version,
            "currency": coin,
            "cash": estate.cash,
            "remainder": estate.remainder,
            "seed": estate.seed.decode(),
            "members": [
                {"number": number, "is_member": head, "paid_in": paid, "shares": part, "above_par": above}
                for number, head, paid, part, above in zip(
                    numbers, estate.heads or (), estate.shares, done.shares, done.above_par, strict=True
                )
            ],
            "given_on": done.given_on,
        }
    ).decode()
    return Worked(
        currency=coin,
        cash=estate.cash,
        paid_in=sum(estate.shares),
        shares=dict(zip(numbers, done.shares, strict=True)),
        above_par={number: cents for number, cents in zip(numbers, done.above_par, strict=True) if cents},
        given_on=done.given_on,
        figures=figures,
        sha256=sha256(figures.encode()).hexdigest(),
    )
