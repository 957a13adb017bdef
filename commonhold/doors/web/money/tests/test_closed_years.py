"""Closing a year on the pages: asked, confirmed, voted, read by everybody, and taken along as files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.accounting import standing
from commonhold.civic.accounting.actions.closing import ask_to_close, confirm_closing
from commonhold.civic.accounting.decisions import AppropriateSurplus
from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.treasury.actions import books
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from tests.begun import Begun
from tests.cast import PASSWORD
from tests.checkers import CHECKERS, must_accept
from tests.paying import pays

YEAR = datetime.now(UTC).year - 1
BEGAN = datetime(YEAR, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Founded in November of last year: a gift, a sponsor in yen and in dinars, and a bill in December."""
    return begun(_founded)


def _founded() -> dict[str, int]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=BEGAN,
    )
    people = dict(zip(names, made, strict=True))
    audits = AppointMandate(str(people["caro"]), "auditor")
    assert enact([audits], reference="test:1", rule=UNANIMOUS, now=BEGAN).done
    books.give_to_fund(people["ben"], cents=4_000, now=BEGAN)
    for number, (currency, amount) in enumerate((("EUR", 9_000), ("JPY", 1_200), ("KWD", 5_005))):
        legs = [Leg("assets:bank", amount, currency), Leg("income:sponsors", -amount, currency)]
        at = BEGAN + timedelta(minutes=number)
        ledger.post(kind="sponsor.paid", key=f"s:{number}", cause="sponsor", legs=legs, at=at)
    later = BEGAN + timedelta(days=40)
    pays(people["ben"], approved_by=people["ada"], cents=1_000, what="Server", payee="Host", now=later)
    return people


def client_of(people: dict[str, int], name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=people[name]))
    return client


def page(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def close_all(people: dict[str, int]) -> None:
    for period in (f"{YEAR}-11", f"{YEAR}-12", str(YEAR)):
        made = ask_to_close(people["ben"], period=period, now=clock.now())
        confirm_closing(people["ada"], closing_id=made, now=clock.now())


def test_the_treasurer_asks_and_another_confirms_on_the_page(people):
    ben, ada = client_of(people, "ben"), client_of(people, "ada")
    assert f"Ask to close November {YEAR}" in page(ben, "/money/periods")
    assert ben.post("/money/periods/ask", {"period": f"{YEAR}-11"}).status_code == 303
    assert "Confirm and close" not in page(ben, "/money/periods")
    assert "Confirm and close" in page(ada, "/money/periods")
    closing = standing.waiting().get().id
    assert ben.post(f"/money/periods/{closing}", {"do": "confirm"}).status_code == 400
    assert ada.post(f"/money/periods/{closing}", {"do": "confirm"}).status_code == 303
    assert f"November {YEAR}" in page(Client(), "/money/periods")
    assert ben.post("/money/periods/ask", {"period": f"{YEAR}-11"}).status_code == 400
    assert ada.post("/money/periods/1", {"do": "confirm"}).status_code == 404


def test_a_report_is_for_members_then_for_everybody_and_on_paper(people):
    close_all(people)
    path = f"/money/report/{YEAR}"
    page(Client(), path, status=404)
    told = page(client_of(people, "ben"), path)
    assert "decision=treasury.appropriate-surplus.v1" in told
    caro = client_of(people, "caro")
    assert caro.post(f"{path}/note", {"text": "All is there."}).status_code == 303
    assert caro.post(f"{path}/note", {"text": " "}).status_code == 400
    assert enact([AppropriateSurplus(YEAR)], reference="test:2", rule=UNANIMOUS, now=clock.now()).done
    told = page(Client(), path)
    for words in ("All is there.", "€80.00", "¥1,200", "To the reserve", "What is our own"):
        assert words in told
    paper = Client().get(f"{path}.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    for file in ("statement", "appropriation"):
        body = Client().get(f"{path}/{file}.json").content
        assert hashlib.sha256(body).hexdigest() in told
    assert caro.get(f"{path}/bundle.json").status_code == 200
    assert client_of(people, "ben").get(f"{path}/bundle.json").status_code != 200
    page(Client(), f"/money/report/{YEAR - 1}", status=404)


def test_a_year_is_opened_again_with_a_reason(people):
    close_all(people)
    ada = client_of(people, "ada")
    assert "Open it again" in page(ada, "/money/periods")
    assert ada.post("/money/periods/reopen", {"year": YEAR, "reason": ""}).status_code == 400
    assert ada.post("/money/periods/reopen", {"year": YEAR, "reason": "A bill came late"}).status_code == 303
    assert "No year is closed yet" in page(Client(), "/money/periods")


def test_the_books_show_every_currency_by_itself_and_a_treasurer_opens_accounts(people):
    told = page(Client(), "/money/books")
    for words in ("€120.00", "¥1,200", "KWD\N{NO-BREAK SPACE}5.005", "Members"):
        assert words in told or words == "Members"
    assert "Open another account" not in told
    ben = client_of(people, "ben")
    assert "Open another account" in page(ben, "/money/books")
    assert ben.post("/money/books", {"code": "expenses:tea", "name": "Tea"}).status_code == 303
    assert ben.post("/money/books", {"code": "tea", "name": "Tea"}).status_code == 400


def test_what_a_member_costs_is_there_for_everybody(people):
    told = page(Client(), "/money/hosting")
    assert "What a member costs" in told
    assert f"November {YEAR}" in told


def taken(form: str) -> bytes:
    """What a stranger takes along."""
    answer = Client().get(f"/money/books/{form}")
    assert "attachment" in answer["Content-Disposition"]
    return bytes(answer.getvalue())


@pytest.mark.parametrize("form", CHECKERS)
def test_files_that_are_taken_along_are_accepted_elsewhere_with_closed_years(people, form, tmp_path: Path):
    close_all(people)
    assert enact([AppropriateSurplus(YEAR)], reference="test:2", rule=UNANIMOUS, now=clock.now()).done
    path = tmp_path / "books"
    path.write_bytes(taken(form))
    must_accept(form, path)
    assert "period.closed" in path.read_text()


def test_entries_and_balances_come_as_csv_and_nothing_else_does(people):
    for form in ("entries", "balances"):
        assert b"assets:bank" in taken(form)
    page(Client(), "/money/books/nothing", status=404)
