from __future__ import annotations

import pytest

from commonhold.civic.members import actions as members
from commonhold.civic.treasury import personal_data, queries
from commonhold.civic.treasury.actions import books, waivers
from commonhold.civic.treasury.queries.dues import ChargeState, Fund
from commonhold.civic.treasury.refusals import NoDuesHere, NoWaiver, OwnWaiver, WaiverAsked
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person


def ask(coop, name: str) -> None:
    waivers.ask_for_waiver(coop.ids[name], now=coop.now)


def test_who_asked_and_was_granted_pays_nothing_now_and_later(coop):
    ask(coop, "caro")
    assert coop.my_dues("caro").fund is Fund.ASKED
    waivers.grant_waiver(coop.ids["ada"], person_id=coop.ids["caro"], now=coop.now)
    coop.wait(days=28)
    mine = coop.my_dues("caro")
    assert (mine.fund, mine.owed_cents, mine.next_cents) == (Fund.CARRIED, 0, 0)
    assert [each.state for each in mine.charges] == [ChargeState.NOTHING_TO_PAY] * 2
    assert coop.owed_by("caro") == []


def test_who_asks_is_told_the_answer_and_the_membership_mandate_is_told_each_time(coop):
    ask(coop, "caro")
    ask(coop, "finn")
    assert coop.told("ada") == ["treasury.waiver-asked"] * 2
    waivers.decline_waiver(coop.ids["ada"], person_id=coop.ids["finn"], now=coop.now)
    waivers.grant_waiver(coop.ids["ada"], person_id=coop.ids["caro"], now=coop.now)
    assert coop.told("finn") == ["treasury.waiver-declined"]
    assert coop.told("caro") == ["treasury.waiver-granted"]
    assert coop.told("ben") == []


def test_an_applicant_may_ask_and_a_stranger_may_not(coop):
    coop.apply("dev")
    ask(coop, "dev")
    with pytest.raises(NoDuesHere):
        waivers.ask_for_waiver(make_person("gus"), now=coop.now)


def test_one_request_is_enough(coop):
    ask(coop, "caro")
    with pytest.raises(WaiverAsked):
        ask(coop, "caro")
    waivers.grant_waiver(coop.ids["ada"], person_id=coop.ids["caro"], now=coop.now)
    with pytest.raises(WaiverAsked):
        ask(coop, "caro")


@pytest.mark.parametrize("answer", [waivers.grant_waiver, waivers.decline_waiver])
def test_only_the_membership_mandate_answers_only_who_asked_and_never_oneself(coop, answer):
    ask(coop, "caro")
    ask(coop, "ada")
    for name in ("ben", "caro"):
        with pytest.raises(Refusal, match="mandate"):
            answer(coop.ids[name], person_id=coop.ids["caro"], now=coop.now)
    with pytest.raises(OwnWaiver):
        answer(coop.ids["ada"], person_id=coop.ids["ada"], now=coop.now)
    with pytest.raises(NoWaiver):
        answer(coop.ids["ada"], person_id=coop.ids["finn"], now=coop.now)
    answer(coop.ids["ada"], person_id=coop.ids["caro"], now=coop.now)
    with pytest.raises(NoWaiver):
        answer(coop.ids["ada"], person_id=coop.ids["caro"], now=coop.now)


def test_who_was_declined_owes_as_before_and_may_ask_again(coop):
    ask(coop, "caro")
    waivers.decline_waiver(coop.ids["ada"], person_id=coop.ids["caro"], now=coop.now)
    assert coop.my_dues("caro").owed_cents == 500
    ask(coop, "caro")


def test_requests_are_read_by_the_membership_mandate_alone(coop):
    ask(coop, "caro")
    requests = queries.waiver_requests(Viewer(coop.ids["ada"]), now=coop.now)
    assert [each.person.handle for each in requests] == ["caro"]
    for viewer in (Viewer(coop.ids["ben"]), Viewer(coop.ids["caro"]), ANYONE):
        with pytest.raises(Refusal):
            queries.waiver_requests(viewer, now=coop.now)


def test_who_can_pay_again_says_so_and_owes_from_the_next_month(coop):
    coop.waive("caro")
    waivers.end_waiver(coop.ids["caro"], now=coop.now)
    assert coop.my_dues("caro").owed_cents == 0
    coop.wait(days=28)
    assert coop.my_dues("caro").owed_cents == 500
    with pytest.raises(NoWaiver):
        waivers.end_waiver(coop.ids["caro"], now=coop.now)


def test_the_fund_pays_once_a_month_in_one_sum_for_all(coop):
    books.give_to_fund(coop.ids["ben"], cents=5000, now=coop.now)
    coop.waive("caro")
    coop.waive("finn")
    assert [each.kind for each in ledger.all_entries()] == ["fund.given"]
    coop.wait(days=28)
    paid = [each for each in ledger.all_entries() if each.kind == "fund.paid"]
    assert [(each.cause, each.legs) for each in paid] == [
        (
            "dues:2026-05",
            (Leg("equity:solidarity-fund", 1000, "EUR"), Leg("income:dues", -1000, "EUR")),
        )
    ]
    coop.wait(days=30)
    assert [each.cause for each in ledger.all_entries() if each.kind == "fund.paid"] == [
        "dues:2026-05",
        "dues:2026-06",
    ]


def test_an_empty_fund_still_carries_and_pays_as_far_as_it_reaches(coop):
    books.give_to_fund(coop.ids["ben"], cents=700, now=coop.now)
    coop.waive("caro")
    coop.waive("finn")
    coop.wait(days=28)
    assert ledger.balance("equity:solidarity-fund") == {"EUR": 0}
    assert ledger.balance("income:dues") == {"EUR": -700}
    coop.wait(days=31)
    assert ledger.balance("income:dues") == {"EUR": -700}
    assert coop.my_dues("caro").owed_cents == 0


def test_a_person_can_have_and_erase_what_the_fund_knows_of_her(coop):
    coop.waive("caro")
    kept = personal_data.export_of(coop.ids["caro"])
    assert kept["dues"][0]["carried_by_the_fund"]
    assert kept["waivers"][0]["granted_at"] == coop.now.isoformat()
    members.leave(coop.ids["caro"], now=coop.now)
    personal_data.erase(coop.ids["caro"], coop.now)
    assert personal_data.export_of(coop.ids["caro"])["waivers"] == []
