"""Months and years close in their order, by two people; a year's result moves on, and can be moved back."""

from __future__ import annotations

import json

import pytest

from commonhold.civic.accounting import periods, standing, statement
from commonhold.civic.accounting.actions.closing import (
    ask_to_close,
    confirm_closing,
    reopen_year,
    withdraw_closing,
)
from commonhold.civic.accounting.refusals import (
    AnotherFirst,
    AnotherPersonNeeded,
    AskedAlready,
    ClosedAlready,
    ClosingIsOver,
    NoSuchClosing,
    NoSuchPeriod,
    NotClosed,
    NotOver,
    NotTheLastYear,
    ReasonNeeded,
)
from commonhold.civic.accounting.tests.conftest import close, close_months, close_year, come_to
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import RETAINED
from commonhold.ground.ledger import actions as ledger_actions
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE
from tests.paying import pays


def test_a_month_is_closed_by_two_people_and_the_record_says_with_which_head(coop):
    made = ask_to_close(coop.ids["ben"], period="2026-05", now=coop.now)
    assert coop.told("ada")[0] == "accounting.closing-asked"
    confirm_closing(coop.ids["ada"], closing_id=made, now=coop.now)
    assert coop.told("ben")[0] == "accounting.closing-closed"
    assert (standing.last_month(), standing.next_month()) == ("2026-05", "2026-06")
    body = json.loads(bytes(Leaf.objects.get(kind="treasury.month-closed").data))["body"]
    until = ledger.closed_until() or coop.now
    head = ledger.head(until=until)
    assert (body["period"], body["entries"], body["sha256"]) == ("2026-05", head.count, head.sha256)
    assert ["assets:bank", "EUR", "2700"] in body["balances"]
    with pytest.raises(Refusal, match="closed"):
        ledger_actions.post(
            kind="any",
            key="late",
            cause="late",
            legs=[Leg("assets:bank", 1, "EUR"), Leg("income:dues", -1, "EUR")],
            at=until,
        )


def test_only_a_treasurer_asks_and_only_another_with_a_mandate_confirms(coop):
    with pytest.raises(Refusal, match="mandate"):
        ask_to_close(coop.ids["ada"], period="2026-05", now=coop.now)
    made = ask_to_close(coop.ids["ben"], period="2026-05", now=coop.now)
    with pytest.raises(AnotherPersonNeeded):
        confirm_closing(coop.ids["ben"], closing_id=made, now=coop.now)
    with pytest.raises(Refusal, match="mandate"):
        confirm_closing(coop.ids["finn"], closing_id=made, now=coop.now)
    with pytest.raises(NoSuchClosing):
        confirm_closing(coop.ids["ada"], closing_id=1, now=coop.now)
    confirm_closing(coop.ids["caro"], closing_id=made, now=coop.now)
    with pytest.raises(ClosingIsOver):
        confirm_closing(coop.ids["ada"], closing_id=made, now=coop.now)


def test_periods_close_in_their_order_once_and_when_they_are_over(coop):
    ben = coop.ids["ben"]
    for period in ("2026-04", "2025", "May", "2026-13"):
        with pytest.raises(NoSuchPeriod):
            ask_to_close(ben, period=period, now=coop.now)
    with pytest.raises(AnotherFirst):
        ask_to_close(ben, period="2026-06", now=coop.now)
    with pytest.raises(NotOver):
        ask_to_close(ben, period="2027-02", now=coop.now)
    with pytest.raises(AnotherFirst, match="May 2026"):
        ask_to_close(ben, period="2026", now=coop.now)
    close(coop, "2026-05")
    with pytest.raises(ClosedAlready):
        ask_to_close(ben, period="2026-05", now=coop.now)
    ask_to_close(ben, period="2026-06", now=coop.now)
    with pytest.raises(AskedAlready):
        ask_to_close(ben, period="2026-06", now=coop.now)


def test_a_closing_is_taken_back_and_asked_again(coop):
    made = ask_to_close(coop.ids["ben"], period="2026-05", now=coop.now)
    with pytest.raises(Refusal, match="mandate"):
        withdraw_closing(coop.ids["finn"], closing_id=made, now=coop.now)
    withdraw_closing(coop.ids["ben"], closing_id=made, now=coop.now)
    with pytest.raises(ClosingIsOver):
        confirm_closing(coop.ids["ada"], closing_id=made, now=coop.now)
    with pytest.raises(NoSuchClosing):
        withdraw_closing(coop.ids["ben"], closing_id=1, now=coop.now)
    close(coop, "2026-05")


def test_closing_a_year_moves_its_result_on_and_leaves_what_came_after(coop):
    pays(coop.ids["ben"], approved_by=coop.ids["ada"], cents=40, what="Stamps", payee="Post", now=coop.now)
    close_year(coop, 2026)
    assert ledger.balance(RETAINED) == {"EUR": -700}
    assert ledger.balance("income:dues")["EUR"] == 0
    assert ledger.balance("expenses:running") == {"EUR": 40}
    found = statement.read(standing.statement(2026).body)
    sheet = found.sheet
    assert (sheet.income_total, sheet.costs_total, sheet.result, sheet.uncarried) == (1000, 300, 700, 0)
    assert (sheet.assets_total, sheet.equity_total, sheet.balances) == (2700, 2700, True)
    assert found == statement.figures_of(2026)


def test_what_closed_years_booked_is_neither_income_nor_cost_of_the_next(coop):
    close_year(coop, 2026)
    come_to(coop, 2028, 2, 1)
    close_year(coop, 2027)
    sheet = statement.read(standing.statement(2027).body).sheet
    assert (sheet.result, sheet.held(RETAINED), sheet.balances) == (0, 700, True)
    told = treasury.period(ANYONE, since=coop.now.replace(year=2027), until=coop.now)
    assert sum(each.cents for each in told.income) == 0


def test_a_year_that_was_closed_too_early_is_opened_by_reversal_and_closed_anew(coop):
    close_year(coop, 2026)
    caro = coop.ids["caro"]
    with pytest.raises(ReasonNeeded):
        reopen_year(caro, year=2026, reason=" ", now=coop.now)
    with pytest.raises(Refusal, match="mandate"):
        reopen_year(coop.ids["finn"], year=2026, reason="A receipt", now=coop.now)
    with pytest.raises(NotClosed):
        reopen_year(caro, year=2027, reason="A receipt", now=coop.now)
    reopen_year(caro, year=2026, reason="A receipt is missing", now=coop.now)
    assert ledger.balance(RETAINED) == {"EUR": 0}
    assert ledger.balance("income:dues") == {"EUR": -1000}
    assert standing.last_year() is None
    close(coop, "2026")
    assert ledger.balance(RETAINED) == {"EUR": -700}
    assert ledger.check().ok


def test_only_the_last_year_is_opened_again(coop):
    close_year(coop, 2026)
    come_to(coop, 2028, 2, 1)
    close_year(coop, 2027)
    with pytest.raises(NotTheLastYear):
        reopen_year(coop.ids["caro"], year=2026, reason="A receipt", now=coop.now)


def test_the_book_of_a_year_can_be_read_while_months_are_open(coop):
    close_months(coop, up_to="2026-08")
    assert statement.figures_of(2026).sheet.result == 700


def test_the_treasurers_report_to_a_meeting_has_the_same_figures(coop):
    close_year(coop, 2026)
    span = periods.span("2026")
    told = treasury.period(ANYONE, since=span.since, until=span.until)
    sheet = statement.read(standing.statement(2026).body).sheet
    assert sum(each.cents for each in told.income) == sheet.income_total
    assert sum(each.cents for each in told.costs) == sheet.costs_total
    assert (told.bank_after, told.fund_after) == (
        sheet.held("assets:bank"),
        sheet.held("equity:solidarity-fund"),
    )
    later = treasury.period(ANYONE, since=span.until, until=coop.now)
    assert (later.bank_before, sum(each.cents for each in later.income)) == (told.bank_after, 0)
