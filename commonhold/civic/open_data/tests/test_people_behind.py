"""A sum of money is of as many people as gave it, however often each did; and none has nearly all of it."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.exchange.fees import INCOME as EXCHANGE
from commonhold.civic.open_data import editions
from commonhold.civic.open_data.behind import OF_NOBODY, by_account
from commonhold.civic.open_data.figures import Figures, figures
from commonhold.civic.open_data.vocabulary import ALL, Table
from commonhold.civic.payments import actions as payments
from commonhold.civic.payments import queries as paying
from commonhold.civic.payments.accounts import open_accounts
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.payments.actions.cards import begin_card_payment, book_card_fee
from commonhold.civic.treasury import accounts, credits
from commonhold.civic.treasury.accounts import BANK, COSTS, DUES, FEES, HOSTING
from commonhold.civic.treasury.actions import bills, books
from commonhold.civic.treasury.tests.conftest import Coop, build
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledgers
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.entry import Leg
from commonhold.social.people.queries import Viewer
from rulebook.suppression import LEAST_PEOPLE

PEOPLE = ["ada", "ben", "caro", "finn", "gil", "hana", "ivo"]


@pytest.fixture
def coop(db: None) -> Coop:
    return build(PEOPLE)


def of(table: Table, month: str = "2026-05") -> Figures:
    (found,) = figures(table, month)
    return found


def told(table: Table, month: str = "2026-05") -> dict[str, Any]:
    return editions.told(of(table, month), LEAST_PEOPLE, is_money=True)


def brings(coop: Coop, name: str, cents: int, *, times: int = 1) -> None:
    """A fee for an agreement, which she owes and pays."""
    ledger.open_account(EXCHANGE, name="Fees", at=coop.now)
    for _each in range(times):
        facts = {"kind": "exchange.fee", "subject": f"{name}:{coop.decided}"}
        payments.expect(
            **facts,
            account=EXCHANGE,
            cents=cents,
            currency="EUR",
            person_id=coop.ids[name],
            words="",
            now=coop.now,
        )
        coop.decided += 1
        mine = paying.expected(Viewer(coop.ids["ben"]), now=coop.now)
        record_arrival(coop.ids["ben"], expected_id=mine[-1].id, now=coop.now)


def costs(coop: Coop, cents: int, account: str, *, payee: str = "", is_own: bool = False) -> None:
    made = bills.hand_in_bill(
        coop.ids["caro"], cents=cents, what="x", payee=payee, account=account, is_own=is_own, now=coop.now
    )
    for name in ("ada", "ben"):
        bills.approve_bill(coop.ids[name], bill_id=made, now=coop.now)
    bills.pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)


def test_whoever_pays_five_months_that_were_open_is_one_person(coop: Coop):
    coop.wait(days=130)
    for _month in range(5):
        coop.pay("caro")
    found = of(Table.INCOME, "2026-09").cells[DUES]
    assert (found.value, found.people) == (5 * 500, 1)
    assert told(Table.INCOME, "2026-09")[DUES] is None
    for name in PEOPLE[:4]:
        if name != "caro":
            coop.pay(name)
    assert told(Table.INCOME, "2026-09")[DUES] is None  # eight entries of four people
    coop.pay("gil")
    assert of(Table.INCOME, "2026-09").cells[DUES].people == LEAST_PEOPLE


def test_fees_of_one_who_sells_a_lot_are_withheld_though_five_paid_some(coop: Coop):
    for name in PEOPLE[:5]:
        brings(coop, name, 100)
    assert told(Table.INCOME)[EXCHANGE] == 500
    brings(coop, "caro", 3_000)
    assert of(Table.INCOME).cells[EXCHANGE].people == 5
    hidden = told(Table.INCOME)  # 300 of others are less than 15 percent of 3100
    assert (hidden[EXCHANGE], hidden[ALL]) == (None, None)
    assert editions.told(of(Table.INCOME), LEAST_PEOPLE)[EXCHANGE] == 3_500  # as it was without that rule


def test_one_who_brings_fees_five_times_is_one(coop: Coop):
    brings(coop, "caro", 100, times=5)
    assert of(Table.INCOME).cells[EXCHANGE].people == 1


def test_whom_the_fund_carries_and_whose_credit_pays_stand_behind_dues(coop: Coop):
    books.give_to_fund(coop.ids["ben"], cents=5_000, now=coop.now)
    coop.waive("finn")
    credited = {coop.ids[name]: 500 for name in ("gil", "hana")}
    ledger.post(
        kind="test.granted",
        key="granted",
        cause="test",
        legs=[Leg(BANK, 1_000, "EUR"), Leg(accounts.DUES_CREDIT, -1_000, "EUR")],
        at=coop.now,
    )
    credits.grant(credited, currency="EUR", reference="test", now=coop.now)
    coop.pay("ada")
    coop.wait(days=31)  # the fund pays when the month is over
    assert set(of(Table.INCOME).cells[DUES].by) == {
        f"person:{coop.ids[name]}" for name in ("ada", "gil", "hana")
    }
    assert set(of(Table.INCOME, "2026-06").cells[DUES].by) == {f"person:{coop.ids['finn']}"}


@pytest.mark.parametrize("account", sorted(OF_NOBODY))
def test_an_account_of_nobody_is_published_for_firms_and_withheld_for_people(coop: Coop, account: str):
    open_accounts(now=coop.now)
    costs(coop, 4_000, account, payee="A data centre")
    assert of(Table.COSTS).cells[account].people is None
    assert told(Table.COSTS)[account] == 4_000
    costs(coop, 700, account, is_own=True)  # caro laid it out, though others approve and pay it
    assert set(of(Table.COSTS).cells[account].by) == {f"person:{coop.ids['caro']}"}
    assert told(Table.COSTS)[account] is None


def test_what_a_card_payment_cost_tells_of_whoever_paid(coop: Coop, settings: Any):
    settings.CARD_PROCESSOR = {"key": "sk_test_12345", "secret": "whsec", "api": "http://127.0.0.1:9"}
    open_accounts(now=coop.now)
    made = begin_card_payment(coop.ids["caro"], expected_id=None, now=coop.now)
    book_card_fee(payment_id=made, cents=33, now=coop.now)
    assert set(of(Table.COSTS).cells[FEES].by) == {f"person:{coop.ids['caro']}"}
    assert told(Table.COSTS)[FEES] is None


@pytest.mark.parametrize("account", [*sorted(OF_NOBODY), COSTS, "expenses:tea-for-ada", "expenses:juries"])
def test_what_no_room_knows_is_of_one_somebody_on_every_account(coop: Coop, account: str):
    ledger.open_account(account, name="Of somebody", at=coop.now)
    for number in range(LEAST_PEOPLE):
        legs = [Leg(account, 500, "EUR"), Leg(BANK, -500, "EUR")]
        ledger.post(kind="test.paid", key=f"paid:{number}", cause="test", legs=legs, at=coop.now)
    assert of(Table.COSTS).cells[account].people == 1
    assert told(Table.COSTS)[account] is None


def test_of_nobody_are_those_accounts_alone_on_which_firms_and_banks_send_bills(coop: Coop):
    """Whoever adds one shows in the tests above that none of us can hide behind it."""
    assert {HOSTING, FEES} == OF_NOBODY
    kinds = {each.code: each.kind for each in ledgers.accounts()}
    assert all(kinds[each] is AccountKind.EXPENSES for each in OF_NOBODY)


def test_running_costs_are_of_their_payees_who_may_be_people(coop: Coop):
    for payee in ("Ada's cake", "ADA'S  CAKE", "A printer", "A lawyer", "A florist"):
        costs(coop, 500, COSTS, payee=payee)
    assert of(Table.COSTS).cells[COSTS].people == 4
    costs(coop, 500, COSTS, payee="A plumber")
    assert told(Table.COSTS)[COSTS] == 3_000


def test_a_total_is_of_whoever_stands_behind_a_part_of_it_each_once(coop: Coop):
    for name in PEOPLE[:5]:
        coop.pay(name)
        brings(coop, name, 100)
    found = of(Table.INCOME)
    assert (found.cells[ALL].people, found.cells[ALL].value) == (5, 5 * 600)
    assert by_account([]) == {}
