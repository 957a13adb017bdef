"""The year's budget on its pages: everybody reads it, and the treasurer pays from it as far as it reaches."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.roadmap.actions.proposing import propose_idea
from commonhold.civic.roadmap.actions.steering import estimate_idea
from commonhold.civic.treasury import budget
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from tests.cast import PASSWORD

_BILL = {"what": "Chisels", "payee": "A smith", "line": "tools"}


@pytest.fixture
def people(db: None) -> dict[str, int]:
    """Ada, Ben and Caro founded, and this year has 400.00 for tools."""
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=datetime.now(UTC),
    )
    line = SetBudgetLine(budget.year_of(clock.now()), "tools", "Tools and repairs", 40_000)
    assert enact([line], reference="test:1", rule=UNANIMOUS, now=clock.now()).done
    return dict(zip(names, made, strict=True))


@pytest.fixture
def ben(people: dict[str, int]) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=people["ben"]))
    return client


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_treasurer_pays_from_a_line_and_everybody_reads_what_is_left(
    people: dict[str, int], ben: Client
) -> None:
    assert "Tools and repairs (€400.00 left)" in _page(ben, "/money/desk")
    bill = {**_BILL, "approved_by": str(people["ada"])}
    assert ben.post("/money/desk/cost", {**bill, "amount": "300"}).status_code == 303
    page = _page(Client(), "/money/budget")
    assert all(each in page for each in ("€300.00", "€400.00", "€100.00"))
    too_much = ben.post("/money/desk/cost", {**bill, "amount": "100.01"})
    assert (too_much.status_code, "Chisels" in too_much.content.decode()) == (400, True)
    assert "has €100.00 left this year" in too_much.content.decode()


def test_a_bill_names_its_line_and_an_idea_the_line_that_it_waits_for(
    people: dict[str, int], ben: Client
) -> None:
    now = clock.now()
    idea = propose_idea(people["caro"], title="A lathe", now=now)
    estimate_idea(people["ben"], idea_id=idea, cents=9_000, line="tools", now=now)
    assert "A lathe" in _page(Client(), "/money/budget")
    assert 'href="/money/budget#tools">Tools and repairs' in _page(Client(), f"/roadmap/{idea}")
    ben.post("/money/desk/cost", {**_BILL, "approved_by": str(people["ada"]), "amount": "1"})
    entries = _page(Client(), "/money/entries")
    cost = entries.split('href="/money/costs/')[1].split('"')[0]
    assert 'href="/money/budget#tools">Tools and repairs' in _page(Client(), f"/money/costs/{cost}")


def test_another_year_has_its_own_lines(people: dict[str, int]) -> None:
    assert "No line yet" in _page(Client(), "/money/budget?year=2019")
    assert "Tools and repairs" in _page(Client(), "/money/budget?year=none")
