"""The treasury's co-op with shares: up to twenty of 50 euros each, and money enough to give some back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.payments import accounts as payment_accounts
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.shares import taking
from commonhold.civic.shares.actions.subscribing import subscribe
from commonhold.civic.shares.holdings import Holding, held_by, whole
from commonhold.civic.shares.reconciling import reconcile
from commonhold.civic.treasury.tests.conftest import FOUNDERS, Coop, build
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as books
from commonhold.ground.ledger.entry import Leg
from commonhold.social.people.queries import Viewer
from tests.begun import Begun

PAR = 5_000


@dataclass
class ShareCoop(Coop):
    """A co-op whose members hold shares."""

    def number(self, name: str) -> int:
        return taking.number_of(self.ids[name])

    def holds(self, name: str) -> Holding:
        """All that she holds, of whatever class."""
        numbers = [each.number for each in members.memberships_of(self.ids[name])]
        return whole(held for number in numbers for held in held_by(number).values())

    def takes(self, name: str, shares: int) -> int:
        return subscribe(self.ids[name], shares=shares, now=self.now)

    def pays(self, name: str) -> None:
        """All that is expected of her arrives."""
        for each in payments.my_payments(Viewer(self.ids[name])).expected:
            record_arrival(self.ids["ben"], expected_id=each.id, now=self.now)
        self.wait(seconds=1)

    def has(self, name: str, shares: int) -> None:
        """She takes shares and pays them."""
        self.takes(name, shares)
        self.pays(name)

    def owed_to(self, name: str) -> int:
        return sum(each.left for each in payments.my_payments(Viewer(self.ids[name])).owed)

    def spend(self, cents: int, *, on: str = "expenses:running") -> None:
        """A cost that nothing covers; below zero, income."""
        ledger.post(
            kind="test.spent",
            key=f"spent:{self.now.timestamp():.0f}:{abs(cents)}:{on}",
            cause="test",
            legs=[Leg(on, cents, "EUR"), Leg("assets:bank", -cents, "EUR")],
            at=self.now,
        )

    def held(self, account: str) -> int:
        return books.held_in(account).get("EUR", 0)


def prepare(names: list[str]) -> ShareCoop:
    made = build(names)
    coop = ShareCoop(made.now, made.ids, made.applications, made.decided)
    payment_accounts.open_accounts(now=coop.now)
    coop.wait(seconds=1)
    coop.decide(SetParameter("shares.most_shares", 20))
    return coop


@pytest.fixture
def coop(begun: Begun):
    yield begun(_prepared)
    assert reconcile().agrees


def _prepared() -> ShareCoop:
    return prepare(FOUNDERS)
