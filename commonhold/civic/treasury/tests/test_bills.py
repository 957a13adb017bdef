"""Bills: any member hands one in, two different people answer for it, and it is paid once."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.treasury import personal_data, queries
from commonhold.civic.treasury.actions.bills import (
    approve_bill,
    decline_bill,
    hand_in_bill,
    pay_bill,
    take_back_bill,
)
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.civic.treasury.queries.billed import BillView
from commonhold.civic.treasury.refusals import (
    AmountNotAllowed,
    ApprovalNeeded,
    ApprovedAlready,
    BillIsOver,
    LineUsedUp,
    MembersOnly,
    NoSuchBill,
    NoSuchLine,
    NotYourBill,
    OwnBill,
    ReasonNeeded,
    TextLength,
)
from commonhold.civic.treasury.tests.conftest import Coop
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person


def hands_in(coop: Coop, by: str = "caro", **changes: Any) -> int:
    said = {"cents": 1_290, "what": "Soup", "is_own": True, **changes}
    return hand_in_bill(coop.ids[by], **said, now=coop.now)


def seen(coop: Coop, bill_id: int, by: str) -> BillView:
    return queries.bill(Viewer(coop.ids[by]), bill_id, now=coop.now)


def test_two_people_answer_for_what_a_member_laid_out_and_it_is_paid_back(coop: Coop) -> None:
    made = hands_in(coop)
    assert {name: "treasury.bill-waits" in coop.told(name) for name in ("ada", "ben", "caro", "finn")} == {
        "ada": True,
        "ben": True,
        "caro": False,
        "finn": False,
    }
    approve_bill(coop.ids["ada"], bill_id=made, now=coop.now)
    with pytest.raises(ApprovalNeeded, match="1 more"):
        pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)
    approve_bill(coop.ids["ben"], bill_id=made, now=coop.now)
    assert seen(coop, made, "ben").may_pay
    assert not seen(coop, made, "ada").may_pay
    entry = queries.entry(ANYONE, pay_bill(coop.ids["ben"], bill_id=made, now=coop.now))
    assert (entry.words, entry.into_bank) == ("Soup", -1_290)
    cost = queries.cost(Viewer(coop.ids["caro"]), int(entry.link[1]))
    assert (cost.recorded_by.handle, cost.approved_by.handle) == ("ada", "ben")
    assert coop.told("caro")[0] == "treasury.bill-paid"
    with pytest.raises(BillIsOver):
        pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)


def test_whoever_holds_a_mandate_and_is_not_paid_approves_by_handing_in(coop: Coop) -> None:
    made = hands_in(coop, "ben", is_own=False, payee="A baker")
    assert seen(coop, made, "finn").line.approvals == 1
    with pytest.raises(ApprovedAlready):
        approve_bill(coop.ids["ben"], bill_id=made, now=coop.now)


def test_nobody_approves_what_is_paid_to_them(coop: Coop) -> None:
    made = hands_in(coop, "ben")
    assert not seen(coop, made, "ben").may_approve
    with pytest.raises(OwnBill):
        approve_bill(coop.ids["ben"], bill_id=made, now=coop.now)


def test_the_charter_says_how_many_answer_for_a_bill(coop: Coop) -> None:
    coop.decide(SetParameter("treasury.bill_approvals", 3), AppointMandate(str(coop.ids["finn"]), "board"))
    made = hands_in(coop)
    for name in ("ada", "ben"):
        approve_bill(coop.ids[name], bill_id=made, now=coop.now)
    with pytest.raises(ApprovalNeeded):
        pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)
    approve_bill(coop.ids["finn"], bill_id=made, now=coop.now)
    assert pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)


def test_a_bill_is_declined_with_a_reason_and_then_over(coop: Coop) -> None:
    made = hands_in(coop)
    with pytest.raises(ReasonNeeded):
        decline_bill(coop.ids["ada"], bill_id=made, reason=" ", now=coop.now)
    with pytest.raises(TextLength):
        decline_bill(coop.ids["ada"], bill_id=made, reason="n" * 501, now=coop.now)
    decline_bill(coop.ids["ada"], bill_id=made, reason="The soup was given to us.", now=coop.now)
    assert coop.told("caro")[0] == "treasury.bill-declined"
    with pytest.raises(BillIsOver):
        approve_bill(coop.ids["ben"], bill_id=made, now=coop.now)
    assert [each.reason for each in seen(coop, made, "caro").steps] == ["The soup was given to us."]


def test_only_whoever_handed_it_in_takes_it_back(coop: Coop) -> None:
    made = hands_in(coop)
    with pytest.raises(NotYourBill):
        take_back_bill(coop.ids["ada"], bill_id=made, now=coop.now)
    take_back_bill(coop.ids["caro"], bill_id=made, now=coop.now)
    assert [each.state for each in queries.bills(Viewer(coop.ids["ada"]), is_open=False)] == ["taken-back"]


def test_without_a_mandate_nobody_approves_declines_or_pays(coop: Coop) -> None:
    made = hands_in(coop)
    finn = coop.ids["finn"]
    for act in (
        lambda: approve_bill(finn, bill_id=made, now=coop.now),
        lambda: decline_bill(finn, bill_id=made, reason="No", now=coop.now),
        lambda: pay_bill(finn, bill_id=made, now=coop.now),
        lambda: pay_bill(coop.ids["ada"], bill_id=made, now=coop.now),
    ):
        with pytest.raises(Refusal, match="mandate"):
            act()
    assert seen(coop, made, "finn").steps == []


def test_members_alone_hand_in_and_read_bills(coop: Coop) -> None:
    coop.ids["dev"] = make_person("dev")
    with pytest.raises(MembersOnly):
        hands_in(coop, "dev")
    made = hands_in(coop)
    for viewer in (ANYONE, Viewer(coop.ids["dev"])):
        assert queries.bills(viewer, is_open=True) == []
        with pytest.raises(NoSuchBill):
            queries.bill(viewer, made, now=coop.now)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"cents": 0}, AmountNotAllowed),
        ({"what": " "}, TextLength),
        ({"payee": "p" * 121}, TextLength),
        ({"is_own": False}, TextLength),
        ({"line": "boats"}, NoSuchLine),
    ],
)
def test_what_is_no_bill_is_refused(coop: Coop, wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        hands_in(coop, **wrong)
    assert queries.bills(Viewer(coop.ids["ada"]), is_open=True) == []


def test_a_bill_beyond_its_budget_line_waits_until_the_line_reaches(coop: Coop) -> None:
    coop.decide(SetBudgetLine(coop.now.year, "soup", "Soup", 1_000))
    made = hands_in(coop, line="soup")
    for name in ("ada", "ben"):
        approve_bill(coop.ids[name], bill_id=made, now=coop.now)
    with pytest.raises(LineUsedUp):
        pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)
    coop.decide(SetBudgetLine(coop.now.year, "soup", "Soup", 1_290))
    assert pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)


def test_a_line_in_another_currency_pays_no_bill(coop: Coop) -> None:
    coop.decide(SetBudgetLine(coop.now.year, "soup", "Soup", 9_000))
    made = hands_in(coop, line="soup")
    coop.decide(SetParameter("treasury.currency", "USD"), SetBudgetLine(coop.now.year, "soup", "Soup", 9_000))
    for name in ("ada", "ben"):
        approve_bill(coop.ids[name], bill_id=made, now=coop.now)
    with pytest.raises(NoSuchLine):
        pay_bill(coop.ids["ben"], bill_id=made, now=coop.now)


def test_what_waits_for_somebody_is_what_she_can_still_approve(coop: Coop) -> None:
    made = hands_in(coop)
    hands_in(coop, "ada", what="Stamps")
    wanted: dict[str, list[str]] = {"ada": ["Soup"], "ben": ["Soup", "Stamps"], "finn": []}
    for name, titles in wanted.items():
        waiting = queries.waiting_for(Viewer(coop.ids[name]), now=coop.now)
        assert [each.what for each in waiting] == titles
    approve_bill(coop.ids["ada"], bill_id=made, now=coop.now)
    assert queries.waiting_for(Viewer(coop.ids["ada"]), now=coop.now) == []


def test_who_asks_gets_her_bills_and_her_answers(coop: Coop) -> None:
    made = hands_in(coop)
    approve_bill(coop.ids["ada"], bill_id=made, now=coop.now)
    assert [each["what"] for each in personal_data.export_of(coop.ids["caro"])["bills"]] == ["Soup"]
    [answered] = personal_data.export_of(coop.ids["ada"])["bills_answered"]
    assert (answered["what"], answered["answer"]) == ("Soup", "approved")
