"""Every kind of vote is proposed through a form; what is refused stands there with what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.tests.test_before_notice import rules
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.doors.web.decide.tests.conftest import Member, give, said_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register as parameters
from commonhold.ground.decisions import register
from commonhold.ground.decisions.decision import Field
from commonhold.social.people.queries import Viewer

REPORTS = "moderation.reports_a_day"
HOW = {"asks": "motion", "mode": "confidential", "notice_days": "0"}
ROWS = {"options__TOTAL_FORMS": "4", "options__INITIAL_FORMS": "0"}


def brings(member: Member, *, step: str = "notice", **fields: Any) -> ProposalView:
    """What the form made, as its author sees it."""
    where = member.sends("/decide/new", **{**HOW, "title": "What shall we do?", "step": step, **fields})
    return proposals.proposal(Viewer(member.id), int(where.rsplit("/", 1)[1]))


def refused(member: Member, **fields: Any) -> str:
    sent = {**HOW, "title": "What shall we do?", "step": "notice", **fields}
    page = member.sends("/decide/new", status=400, **sent)
    assert proposals.page(Viewer(member.id)) == []
    return page


def test_the_list_of_what_can_be_decided_leaves_nothing_out(ada: Member) -> None:
    page = ada.sees("/decide/new")
    for each in Kind:
        assert str(each.label) in page
    for decision in register.decisions():
        assert escape(str(decision.title)) in page
    for parameter in parameters.parameters():
        assert f"/decide/new?change={parameter.key}" in page
    assert f"/decide/new?number={REPORTS}" in page
    assert "/decide/new?number=governance.voting_days" not in page  # more than half must want it
    assert "kind=emergency" not in page


def test_a_stranger_is_asked_to_sign_in(coop: Coop) -> None:
    assert Client().get("/decide/new?kind=election").status_code == 302


@pytest.mark.parametrize(
    "asked",
    [
        *("kind=consent", "kind=advisory", "kind=appoint", "kind=recall", "kind=end-mandate"),
        *("kind=election", "kind=choice", "kind=budget", "kind=budget-line", f"kind=choice&key={REPORTS}"),
        *(f"change={REPORTS}", f"range={REPORTS}", f"number={REPORTS}", "decision=governance.resolve.v1"),
    ],
)
def test_every_form_opens(ada: Member, asked: str) -> None:
    assert 'name="title"' in ada.sees(f"/decide/new?{asked}")


def test_a_link_fills_the_form_in(ada: Member) -> None:
    page = ada.sees("/decide/new?kind=election&role=treasurer&seats=3&title=Elect+our+board")
    assert 'value="Elect our board"' in page
    assert 'value="treasurer" selected' in page


@pytest.mark.parametrize("key", ["change", "range", "number"])
def test_what_the_charter_does_not_have_is_not_found(ada: Member, key: str) -> None:
    ada.sees(f"/decide/new?{key}=weather.rain", status=404)


@pytest.mark.parametrize(("asks", "kind"), [("consent", Kind.CONSENT), ("advisory", Kind.ADVISORY)])
def test_a_resolution_is_put_by_consent_or_for_advice(ada: Member, asks: str, kind: Kind) -> None:
    made = brings(ada, kind=asks, asks=asks, mode="open", resolution="We plant a quince.")
    assert (made.asked.kind, made.asked.mode, made.state) == (kind, Mode.OPEN, State.VOTING)
    assert made.decisions == [Resolve("We plant a quince.")]


def test_a_look_shows_what_changes_and_what_comes_next_and_hands_nothing_in(coop: Coop, ada: Member) -> None:
    rules(coop, sponsors_needed=2, talk_days=3, notice_days=2)
    sent = {**HOW, "notice_days": "2", "title": "Fewer", "change": REPORTS, "value": "7", "step": "look"}
    page = ada.sends("/decide/new", status=200, **sent)
    assert "<ins>7 reports</ins>" in page
    for words in ("2 other members must want it", "Members talk about it", "Notice:", "takes effect"):
        assert words in page
    assert "Hand it in" in page
    assert proposals.page(Viewer(ada.id)) == []


def test_an_election_is_called_with_seats_term_and_method_and_its_author_stands(ada: Member) -> None:
    election = {"kind": "election", "role": "board", "seats": "2", "months": "12", "method": "meek_stv_v1"}
    made = brings(ada, **election, is_candidate="on", said="I count well.")
    assert (made.asked.seats, made.asked.months, made.asked.method) == (2, 12, "meek_stv_v1")
    assert [(each.title, each.text) for each in made.options] == [("Ada", "I count well.")]
    assert made.state is State.TALK  # others can still stand


def test_several_seats_need_a_method_for_several_and_the_form_says_so_beside_it(ada: Member) -> None:
    page = refused(ada, kind="election", role="board", seats="2", months="12", method="irv_v1")
    assert "Several seats need a method" in said_in(page)
    assert 'value="What shall we do?"' in page


def test_a_choice_has_as_many_ways_as_one_types_and_empty_rows_are_passed_over(ada: Member) -> None:
    ways = {"options__0__title": "A quince", "options__2__title": "A pear", "options__2__text": "Sweet."}
    sent = {**HOW, **ROWS, **ways, "kind": "choice", "title": "Trees", "step": "more"}
    page = ada.sends("/decide/new", status=200, **sent)
    assert 'name="options-5-title"' in page
    assert 'value="A pear"' in page
    assert "errorlist" not in page
    made = brings(ada, kind="choice", method="schulze_v1", **{**ROWS, "options__TOTAL_FORMS": "11"}, **ways)
    assert [(each.title, each.text) for each in made.options] == [
        ("A quince", ""),
        ("A pear", "Sweet."),
    ]
    assert made.options[0].decisions == [Resolve("A quince")]


def test_a_choice_among_values_sets_what_wins(ada: Member) -> None:
    values = {"options__0__title": "Few", "options__0__value": "3", "options__1__title": "Many"}
    chosen = {"kind": "choice", "key": REPORTS, "method": "approval_v1", **ROWS}
    page = refused(ada, **chosen, **values, options__1__value="no")
    assert "can’t be read" in page or "can&#x27;t be read" in page
    made = brings(ada, **chosen, **values, options__1__value="90")
    assert [each.decisions for each in made.options] == [
        [SetParameter(REPORTS, 3)],
        [SetParameter(REPORTS, 90)],
    ]


def test_a_way_needs_a_title_and_says_so_in_its_row(ada: Member) -> None:
    page = refused(ada, kind="choice", method="schulze_v1", **ROWS, options__1__text="It is sweet.")
    assert "Something below needs another look" in page
    assert "It is sweet." in page


def test_a_budget_has_a_sum_and_projects_that_cost_something(ada: Member) -> None:
    projects = {"options__0__title": "Benches", "options__0__cost": "60.00", "options__1__title": "A lamp"}
    budget = {"kind": "budget", "money": "100", "method": "equal_shares_v1", **ROWS, **projects}
    for cost in ("100.01", "0", "much"):
        assert "errorlist" in refused(ada, **budget, options__1__cost=cost)
    assert "errorlist" in refused(ada, **{**budget, "money": "9e999999"}, options__1__cost="40")
    made = brings(ada, **budget, options__1__cost="40,00")
    assert made.asked.money == 100_00
    assert [(each.title, each.cost) for each in made.options] == [("Benches", 60_00), ("A lamp", 40_00)]


def test_a_number_is_asked_for_between_bounds(ada: Member) -> None:
    assert "lie between" in refused(ada, number=REPORTS, lowest="0", highest="10000000")
    assert "can&#x27;t be read" in refused(ada, number=REPORTS, lowest="few", highest="40")
    made = brings(ada, number=REPORTS, lowest="3", highest="40")
    assert (made.asked.kind, made.asked.key, made.asked.lowest) == (Kind.PARAMETER, REPORTS, 3)


def test_an_amount_is_asked_for_in_money(ada: Member) -> None:
    made = brings(ada, number="treasury.dues_cents", lowest="1.00", highest="9.50")
    assert (made.asked.lowest, made.asked.highest) == (100, 950)


def test_a_mandate_is_taken_back_from_who_holds_it(coop: Coop, ada: Member) -> None:
    assert "Nobody holds a mandate" in ada.sees("/decide/new?kind=recall")
    give(coop, "ben", "board")
    assert "Ben: Board" in ada.sees("/decide/new?kind=recall")
    assert "errorlist" in refused(ada, kind="recall", mandate=f"{coop.ids['caro']}:board")
    made = brings(ada, kind="recall", mandate=f"{coop.ids['ben']}:board")
    assert (made.asked.kind, made.decisions[0].words()) == (Kind.RECALL, "End Ben's Board mandate")


def test_the_board_acts_at_once_and_nobody_else(coop: Coop, ada: Member) -> None:
    ada.sees("/decide/new?kind=emergency", status=403)
    give(coop, "ada", "board")
    assert "/decide/new?kind=emergency" in ada.sees("/decide/new")
    act = {"kind": "emergency", "parameter": REPORTS, "value": "5", "title": "Fewer reports"}
    assert "can&#x27;t wait" in refused(ada, **act, text="Now.")
    look = ada.sends("/decide/new", status=200, **act, text="We are flooded now.", step="look")
    assert "It holds at once" in look
    assert charter.current().value(REPORTS) != 5
    made = brings(ada, **act, text="We are flooded now.")
    assert (made.asked.kind, charter.current().value(REPORTS)) == (Kind.EMERGENCY, 5)


def test_a_draft_stays_with_its_author(coop: Coop, ada: Member) -> None:
    made = brings(ada, kind="choice", method="irv_v1", **ROWS, options__0__title="A quince", step="draft")
    assert (made.state, len(made.options)) == (State.DRAFT, 1)
    Member(coop, "ben").sees(f"/decide/{made.id}", status=404)


def test_what_fails_halfway_leaves_nothing_behind(coop: Coop, ada: Member) -> None:
    rules(coop, notice_days=5)
    page = refused(ada, kind="choice", method="irv_v1", **ROWS, options__0__title="A quince", notice_days="1")
    assert "Notice is between 5 and 60 days." in page


@dataclass(frozen=True)
class PaintTheDoor(Resolve):
    """What a room might offer one day."""

    kind = "garden.paint-the-door.v1"
    title = gettext_lazy("Paint the door")
    asks: ClassVar = {
        "coats": Field("How many coats", hint="Two last longer"),
        "shine": Field("Should it shine", choices={"matt": "No", "gloss": "Yes, it should"}),
    }
    text: str = "red"
    coats: int = 2
    shine: str = "matt"


def test_a_decision_without_a_form_gets_one_made_of_its_fields(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "_kinds", {**register._kinds, PaintTheDoor.kind: PaintTheDoor})
    assert f"/decide/new?decision={PaintTheDoor.kind}" in ada.sees("/decide/new")
    assert 'value="green"' in ada.sees(to_propose(PaintTheDoor.kind, text="green"))  # as pages link to it
    page = ada.sees(f"/decide/new?decision={PaintTheDoor.kind}")
    assert 'name="decision-coats" value="2"' in page
    assert "How many coats" in page
    assert "Two last longer" in page
    assert "Yes, it should" in page
    assert re.search(r"<label[^>]*>\s*Text\b", page)
    said = {"decision": PaintTheDoor.kind, "decision__text": "green", "decision__shine": "gloss"}
    made = brings(ada, **said, decision__coats="3")
    assert made.decisions == [PaintTheDoor("green", 3, "gloss")]
    page = ada.sends("/decide/new", status=400, **HOW, title="Doors", **{**said, "decision__shine": "x"})
    assert "errorlist" in page
    page = ada.sends(
        "/decide/new", status=400, **HOW, title="Doors", decision=PaintTheDoor.kind, decision__coats="x"
    )
    assert "errorlist" in page


def test_shares_are_read_and_no_exponent_is_worked_out(ada: Member) -> None:
    key = "deciding.ordinary_quorum"
    assert "can&#x27;t be read" in refused(ada, change=key, value="1e999999999999999")
    assert brings(ada, change=key, value="25%").decisions[0].words().endswith("a quarter")


def test_a_budget_line_is_proposed_with_its_amount_as_people_write_it(ada: Member) -> None:
    line = {"kind": "budget-line", "line": "Tools and repairs", "year": "2030", "amount": "400,50"}
    [decision] = brings(ada, **line).decisions
    assert decision == SetBudgetLine(2030, "tools-and-repairs", "Tools and repairs", 40_050)
    [decision] = brings(ada, **{**line, "code": "tools"}).decisions
    assert isinstance(decision, SetBudgetLine)
    assert decision.code == "tools"
    [decision] = brings(ada, **{**line, "line": "道具箱"}).decisions
    assert isinstance(decision, SetBudgetLine)
    assert (decision.name, decision.code[:5]) == ("道具箱", "line-")


@pytest.mark.parametrize(("name", "typed"), [("amount", "much"), ("amount", "1.005"), ("year", "1066")])
def test_what_is_no_budget_line_is_refused_with_what_was_typed(ada: Member, name: str, typed: str) -> None:
    line = {"kind": "budget-line", "line": "Tools", "year": "2030", "amount": "4", name: typed}
    assert f'value="{typed}"' in refused(ada, **line)
