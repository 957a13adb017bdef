"""A bill for last year's line is charged to it while that year is open, and says so in the books."""

from __future__ import annotations

import pytest

from commonhold.civic.accounting import queries as accounting
from commonhold.civic.accounting.tests.conftest import close_year
from commonhold.civic.treasury import queries
from commonhold.civic.treasury.accounts import HOSTING
from commonhold.civic.treasury.actions.bills import approve_bill, hand_in_bill, pay_bill
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.civic.treasury.refusals import NotACost, YearIsOver
from commonhold.social.people.queries import ANYONE
from tests.paying import pays


def late(coop) -> int:
    made = hand_in_bill(
        coop.ids["ben"], cents=300, what="Chisel", payee="Smith", line="tools", line_year=2026, now=coop.now
    )
    approve_bill(coop.ids["ada"], bill_id=made, now=coop.now)
    return made


def test_last_years_line_pays_a_late_bill_until_its_books_are_closed(coop):
    coop.decide(SetBudgetLine(2026, "tools", "Tools", 1_000))
    pay_bill(coop.ids["ben"], bill_id=late(coop), now=coop.now)
    waiting = late(coop)
    assert queries.budget_of(ANYONE, year=2026, now=coop.now).lines[0].spent == 300
    assert queries.budget_of(ANYONE, now=coop.now).spent == 0
    assert [each.what for each in queries.spent_on(ANYONE, 2026)["tools"]] == ["Chisel"]
    assert queries.open_years(ANYONE, now=coop.now) == [2026, 2027]
    close_year(coop, 2026)
    assert queries.open_years(ANYONE, now=coop.now) == [2027]
    with pytest.raises(YearIsOver):
        late(coop)
    with pytest.raises(YearIsOver):
        pay_bill(coop.ids["ben"], bill_id=waiting, now=coop.now)


def test_a_bill_is_booked_on_costs_alone(coop):
    with pytest.raises(NotACost):
        hand_in_bill(
            coop.ids["ben"], cents=1, what="Tea", payee="Stall", account="equity:reserve", now=coop.now
        )


def test_what_a_member_costs_is_worked_out_month_by_month(coop):
    made = hand_in_bill(
        coop.ids["ben"], cents=901, what="Server", payee="Host", account=HOSTING, now=coop.now
    )
    approve_bill(coop.ids["ada"], bill_id=made, now=coop.now)
    pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)
    pays(coop.ids["ben"], approved_by=coop.ids["ada"], cents=50, what="Tea", payee="Stall", now=coop.now)
    coop.wait(days=30)
    shown = accounting.hosting(ANYONE, now=coop.now)
    assert (shown.latest.month, shown.latest.cost, shown.latest.members, shown.latest.each) == (
        "2027-02",
        901,
        4,
        226,
    )
    assert shown.months[-1].month == "2026-05"
