"""A vote gives a purpose its money for a year, and no bill goes beyond it."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.treasury import queries
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.civic.treasury.refusals import LineUsedUp, NoSuchLine
from commonhold.civic.treasury.tests.conftest import Coop
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import codec
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE
from tests.paying import pays


def _pays(coop: Coop, cents: int, line: str) -> int:
    return pays(
        coop.ids["ben"],
        cents=cents,
        what="Chisels",
        payee="A smith",
        approved_by=coop.ids["ada"],
        line=line,
        now=coop.now,
    )


@pytest.fixture
def tools(coop: Coop) -> SetBudgetLine:
    coop.decide(AppointMandate(str(coop.ids["ada"]), "board"))
    decision = SetBudgetLine(coop.now.year, "tools", "Tools and repairs", 40_000)
    coop.decide(decision)
    return decision


def test_a_line_is_set_changed_and_put_back(coop: Coop, tools: SetBudgetLine) -> None:
    assert codec.decode(codec.encode(tools)) == tools
    more = SetBudgetLine(tools.year, "tools", "Tools", 50_000)
    assert (more.preview(charter.current()).before, more.preview(charter.current()).after) == (
        "€400.00",
        "€500.00",
    )
    back = more.inverse(charter.current())
    coop.decide(more)
    line_by = f"test:{coop.decided}"
    [line] = queries.budget_of(ANYONE, now=coop.now).lines
    assert (line.title, line.cents, line.left, line.reference) == ("Tools", 50_000, 50_000, line_by)
    coop.decide(back)
    [line] = queries.budget_of(ANYONE, now=coop.now).lines
    assert (line.title, line.cents) == ("Tools and repairs", 40_000)
    kinds = [each.kind for each in record.leaves(about=line_by)]
    assert "treasury.budget-line" in kinds


def test_bills_are_paid_from_a_line_as_far_as_it_reaches(coop: Coop, tools: SetBudgetLine) -> None:
    _pays(coop, 30_000, "tools")
    with pytest.raises(LineUsedUp, match=r"€100\.00 left"):
        _pays(coop, 10_001, "tools")
    _pays(coop, 10_000, "tools")
    _pays(coop, 99, "")
    budget = queries.budget_of(ANYONE, now=coop.now)
    assert [(each.spent, each.left) for each in budget.lines] == [(40_000, 0)]
    assert (budget.cents, budget.spent, budget.beside) == (40_000, 40_099, 99)
    # The books and the budget say the same.
    accounts = {each.code: each.cents for each in queries.money(ANYONE, now=coop.now).accounts}
    assert accounts["expenses:running"] == budget.spent


def test_a_line_that_a_vote_lowered_beneath_what_was_spent_says_so(coop: Coop, tools: SetBudgetLine) -> None:
    _pays(coop, 30_000, "tools")
    coop.decide(SetBudgetLine(tools.year, "tools", "Tools", 20_000))
    [line] = queries.budget_of(ANYONE, now=coop.now).lines
    assert line.left == -10_000
    with pytest.raises(LineUsedUp):
        _pays(coop, 1, "tools")


def test_a_line_is_for_its_year_alone(coop: Coop, tools: SetBudgetLine) -> None:
    _pays(coop, 30_000, "tools")
    coop.wait(days=366)
    with pytest.raises(NoSuchLine):
        _pays(coop, 1, "tools")
    assert queries.budget_of(ANYONE, now=coop.now).lines == []
    past = queries.budget_of(ANYONE, year=tools.year, now=coop.now)
    assert ([each.spent for each in past.lines], past.years) == ([30_000], [tools.year, tools.year + 1])


def test_nothing_is_booked_on_a_line_that_does_not_exist(coop: Coop, tools: SetBudgetLine) -> None:
    with pytest.raises(NoSuchLine):
        _pays(coop, 1, "boats")
    assert queries.money(ANYONE, now=coop.now).entries == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": 1999}, "year"),
        ({"code": "Tools"}, "code"),
        ({"code": "a" * 41}, "code"),
        ({"code": "-a"}, "code"),
        ({"name": "  x "}, "name"),
        ({"cents": -1}, "cents"),
    ],
)
def test_what_is_no_line_is_refused(coop: Coop, wrong: dict[str, int | str], field: str) -> None:
    said = {"kind": SetBudgetLine.kind, "year": 2026, "code": "tools", "name": "Tools", "cents": 1, **wrong}
    with pytest.raises(Refusal) as refused:
        codec.decode(said).check(charter.current(), UNANIMOUS)
    assert refused.value.field == field
