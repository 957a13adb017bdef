"""Costs that come back: approved once, made each month by themselves, ended by date or by hand."""

from __future__ import annotations

import pytest

from commonhold.civic.treasury import queries
from commonhold.civic.treasury.accounts import HOSTING
from commonhold.civic.treasury.actions.bills import pay_bill
from commonhold.civic.treasury.actions.standing import (
    approve_standing_bill,
    ask_standing_bill,
    end_standing_bill,
    make_bills,
)
from commonhold.civic.treasury.refusals import (
    AmountNotAllowed,
    ApprovedAlready,
    MembersOnly,
    MonthsOutOfOrder,
    NoSuchStandingBill,
    NotACost,
    StandingBillIsOver,
    TextLength,
)
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person


def ask(coop, name: str = "ben", **changes) -> int:
    said = {"cents": 900, "what": "Server", "payee": "Host", "account": HOSTING, "first_month": "2026-05"}
    return ask_standing_bill(coop.ids[name], **{**said, **changes}, now=coop.now)


def open_bills(coop) -> list[str]:
    return [each.what for each in queries.bills(Viewer(coop.ids["ben"]), is_open=True)]


def test_each_month_makes_its_bill_until_the_last(coop):
    made = ask(coop, last_month="2026-06")
    assert open_bills(coop) == []
    assert coop.told("ada")[0] == "treasury.standing-bill-waits"
    approve_standing_bill(coop.ids["ada"], standing_id=made, now=coop.now)
    assert open_bills(coop) == ["Server, May 2026"]
    make_bills("2026-05", now=coop.now)
    coop.wait(days=28)
    coop.wait(days=60)
    assert open_bills(coop) == ["Server, May 2026", "Server, June 2026"]
    [first, *_more] = queries.bills(Viewer(coop.ids["ben"]), is_open=True)
    pay_bill(coop.ids["ben"], bill_id=first.id, now=coop.now)
    assert ledger.balance(HOSTING) == {"EUR": 900}
    [shown] = queries.standing_bills(Viewer(coop.ids["finn"]), now=coop.now)
    assert (shown.approvals, shown.last, [each[0] for each in shown.bills]) == (
        2,
        "June 2026",
        ["June 2026", "May 2026"],
    )


def test_it_ends_by_hand(coop):
    made = ask(coop, "finn")
    for name in ("ada", "ben"):
        approve_standing_bill(coop.ids[name], standing_id=made, now=coop.now)
    end_standing_bill(coop.ids["finn"], standing_id=made, now=coop.now)
    coop.wait(days=28)
    assert open_bills(coop) == ["Server, May 2026"]
    for act in (approve_standing_bill, end_standing_bill):
        with pytest.raises(StandingBillIsOver):
            act(coop.ids["ben"], standing_id=made, now=coop.now)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"cents": 0}, AmountNotAllowed),
        ({"what": " "}, TextLength),
        ({"payee": ""}, TextLength),
        ({"account": "assets:bank"}, NotACost),
        ({"first_month": "2026-04"}, MonthsOutOfOrder),
        ({"first_month": "May"}, MonthsOutOfOrder),
        ({"first_month": "2026-06", "last_month": "2026-05"}, MonthsOutOfOrder),
    ],
)
def test_what_makes_no_standing_bill_is_refused(coop, changed, refusal):
    with pytest.raises(refusal):
        ask(coop, **changed)


def test_members_ask_and_those_with_a_mandate_answer_once(coop):
    coop.ids["gus"] = make_person("gus")
    with pytest.raises(MembersOnly):
        ask(coop, "gus")
    made = ask(coop)
    with pytest.raises(ApprovedAlready):
        approve_standing_bill(coop.ids["ben"], standing_id=made, now=coop.now)
    for act in (approve_standing_bill, end_standing_bill):
        with pytest.raises(Refusal, match="mandate"):
            act(coop.ids["finn"], standing_id=made, now=coop.now)
        with pytest.raises(NoSuchStandingBill):
            act(coop.ids["ada"], standing_id=1, now=coop.now)
    assert queries.standing_bills(ANYONE, now=coop.now) == []
