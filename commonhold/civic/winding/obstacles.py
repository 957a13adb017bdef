"""What is left in the books of a co-op that ends, and must be gone before it can be read-only."""

from __future__ import annotations

from dataclasses import dataclass

from commonhold.civic.shares import ending as shares
from commonhold.civic.shares import vocabulary
from commonhold.civic.treasury.accounts import BANK
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.ledger.codes import AccountKind

#: What members owe for shares falls away with the shares.
_WITH_SHARES = frozenset({vocabulary.OWED_TO_US})


@dataclass(frozen=True)
class Left:
    """What an account holds still; minor units, above nothing."""

    account: str
    name: str
    cents: int
    currency: str
    is_debt: bool

    @property
    def words(self) -> str:
        return f"{self.name} {amount_in_words(self.cents, self.currency)}"


def debts() -> list[Left]:
    """What is owed to whomever, members' claims included."""
    return [each for each in all_of_them() if each.is_debt]


def belongings() -> list[Left]:
    """What is owned and is no money in the bank."""
    return [each for each in all_of_them() if not each.is_debt and each.account != BANK]


def cash() -> dict[str, int]:
    """What is in the bank, by currency; below nothing where it is overdrawn."""
    return {coin: cents for coin, cents in ledger.held_in(BANK).items() if cents}


def all_of_them() -> list[Left]:
    """By account: every debt and belonging that is not nothing. An overdrawn account is a debt."""
    found = []
    for each in ledger.balances():
        if each.kind not in {AccountKind.ASSETS, AccountKind.LIABILITIES} or each.code in _WITH_SHARES:
            continue
        for coin, cents in sorted(each.amounts.items()):
            if cents:
                found.append(Left(each.code, each.name, abs(cents), coin, cents < 0))
    return found


def are_shares_held() -> bool:
    return shares.is_any_held()


def is_empty() -> bool:
    """Is nothing owed, nothing owned, and no share held?"""
    return not all_of_them() and not are_shares_held()
