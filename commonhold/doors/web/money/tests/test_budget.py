"""The year's budget on its pages: everybody reads it, and the treasurer pays from it as far as it reaches."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
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
from tests.begun import Begun
from tests.cast import PASSWORD

_BILL = {"what": "Chisels", "payee": "A smith", "line": "tools"}


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Ada, Ben and Caro founded, and this year has 400.00 for tools."""
    return begun(_founded)


def _founded() -> dict[str, int]:
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


def _pays(people: dict[str, int], ben: Client, amount: str) -> HttpResponse:
    """Ben hands it in and books it, once Ada approved it too."""
    bill = ben.post("/money/bills/new", {**_BILL, "amount": amount})["Location"]
    ada = Client()
    ada.force_login(get_user_model().objects.get(people=people["ada"]))
    assert ada.post(f"{bill}/answer", {"do": "approve"}).status_code == 303
    return ben.post(f"{bill}/answer", {"do": "pay"})  # type: ignore[return-value]  # the test client's own


def test_bills_are_paid_from_a_line_and_everybody_reads_what_is_left(
    people: dict[str, int], ben: Client
) -> None:
    assert "Tools and repairs (€400.00 left)" in _page(ben, "/money/bills/new")
    assert _pays(people, ben, "300").status_code == 303
    page = _page(Client(), "/money/budget")
    assert all(each in page for each in ("€300.00", "€400.00", "€100.00"))
    too_much = _pays(people, ben, "100.01")
    assert (too_much.status_code, "Chisels" in too_much.content.decode()) == (400, True)
    assert "has €100.00 left this year" in too_much.content.decode()


def test_what_is_refused_keeps_what_was_typed(people: dict[str, int], ben: Client) -> None:
    refused = ben.post("/money/bills/new", {"what": "Soup", "amount": "1.005", "is_own": "on"})
    assert (refused.status_code, 'value="Soup"' in refused.content.decode()) == (400, True)
    bill = ben.post("/money/bills/new", {"what": "Soup", "amount": "4", "is_own": "on"})["Location"]
    refused = ben.post(f"{bill}/decline", {"reason": ""})
    assert (refused.status_code, "Soup" in refused.content.decode()) == (400, True)
    assert "others approve it" in ben.post(f"{bill}/answer", {"do": "approve"}).content.decode()
    assert ben.post(f"{bill}/answer", {"do": "take-back"}).status_code == 303
    assert "Taken back" in _page(ben, "/money/bills")
    assert Client().get(bill).status_code == 302


def test_a_bill_names_its_line_and_an_idea_the_line_that_it_waits_for(
    people: dict[str, int], ben: Client
) -> None:
    now = clock.now()
    idea = propose_idea(people["caro"], title="A lathe", now=now)
    estimate_idea(people["ben"], idea_id=idea, cents=9_000, line="tools", now=now)
    assert "A lathe" in _page(Client(), "/money/budget")
    assert 'href="/money/budget#tools">Tools and repairs' in _page(Client(), f"/roadmap/{idea}")
    assert _pays(people, ben, "1").status_code == 303
    entries = _page(Client(), "/money/entries")
    cost = entries.split('href="/money/costs/')[1].split('"')[0]
    assert 'href="/money/budget#tools">Tools and repairs' in _page(Client(), f"/money/costs/{cost}")


def test_another_year_has_its_own_lines(people: dict[str, int]) -> None:
    assert "No line yet" in _page(Client(), "/money/budget?year=2019")
    assert "Tools and repairs" in _page(Client(), "/money/budget?year=none")
