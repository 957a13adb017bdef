"""The treasury's co-op in its second year: ben keeps the books, ada sits on the board, caro audits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhold.civic.accounting import periods, standing
from commonhold.civic.accounting.actions.closing import ask_to_close, confirm_closing
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.treasury.actions import books
from commonhold.civic.treasury.tests.conftest import FOUNDERS, Coop, build
from tests.begun import Begun
from tests.paying import pays


def close(coop: Coop, period: str) -> int:
    made = ask_to_close(coop.ids["ben"], period=period, now=coop.now)
    confirm_closing(coop.ids["ada"], closing_id=made, now=coop.now)
    return made


def close_months(coop: Coop, *, up_to: str) -> None:
    while (month := standing.next_month() or "9999") <= up_to:
        close(coop, month)


def come_to(coop: Coop, year: int, month: int, day: int) -> None:
    """Let time pass until then."""
    coop.wait(seconds=(datetime(year, month, day, 9, tzinfo=UTC) - coop.now).total_seconds())


def close_year(coop: Coop, year: int) -> int:
    close_months(coop, up_to=f"{year}-12")
    return close(coop, str(year))


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(_a_year)


def _a_year() -> Coop:
    """Dues of 5.00 from caro and finn in May, a gift of 20.00 to the fund, a bill of 3.00; it is February."""
    made = build(FOUNDERS)
    made.decide(AppointMandate(str(made.ids["caro"]), "auditor"))
    made.pay("caro")
    made.pay("finn")
    books.give_to_fund(made.ids["ben"], cents=2_000, now=made.now)
    pays(made.ids["ben"], approved_by=made.ids["ada"], cents=300, what="Server", payee="Host", now=made.now)
    come_to(made, 2027, 2, 1)
    assert periods.is_period("2027-02")
    return made
