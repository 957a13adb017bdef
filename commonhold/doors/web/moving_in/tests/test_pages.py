"""The pages of moving in: a look before anything is written, what is wrong named, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.members import queries as members
from commonhold.civic.moving_in.tests.conftest import BALANCES, DECISIONS, OC, REGISTER
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.mode import Mode
from commonhold.social.letters.models import Letter
from tests.begun import Begun
from tests.cast import PASSWORD, make_person

As = Callable[[str], Client]


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Ada, Ben and Caro founded; Ben keeps the books, and Gus was a member elsewhere."""
    return begun(_founded)


def _founded() -> dict[str, int]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=clock.now(),
    )
    return {**dict(zip(names, made, strict=True)), "gus": make_person("gus", signs_in=True)}


@pytest.fixture
def sees(people: dict[str, int]) -> As:
    def client(name: str) -> Client:
        found = Client()
        found.force_login(get_user_model().objects.get(people=people[name]))
        return found

    return client


def brings(client: Client, kind: str, text: str) -> str:
    """The import's own page."""
    file = SimpleUploadedFile("f.csv", text.encode(), content_type="text/csv")
    answer = client.post("/moving-in", {"kind": kind, "file": file})
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return answer["Location"]


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_members_are_invited_and_claim_their_number(people, sees: As) -> None:
    path = brings(sees("ada"), "members", REGISTER)
    assert "Gus Hale" in read(sees("ada"), path)
    assert sees("ada").post(f"{path}/write").status_code == 303
    assert "0 of 2 have claimed" in read(sees("ada"), path)
    letter = Letter.objects.get(address="gus@example.org").text
    link = re.search(r"http://testserver(/join/claim/\S+)", letter)
    assert link
    assert "Open an account" in read(Client(), link[1])
    page = sees("gus").get(link[1])
    assert page["Referrer-Policy"] == "same-origin"
    assert "number 7 since 31 May 2019" in page.content.decode()
    assert sees("gus").post(link[1], {"agreement": "on"})["Location"] == "/join"
    assert members.member_of(people["gus"]).number == 7
    assert sees("gus").get(link[1]).status_code == 404
    assert sees("ada").post(f"{path}/undo").status_code == 303
    assert "All of it was taken back." in read(sees("ada"), path)


def test_past_decisions_are_marked_as_such(people, sees: As) -> None:
    assert "Nothing was brought along" in read(Client(), "/decide/before")
    path = brings(sees("ada"), "decisions", DECISIONS)
    sees("ada").post(f"{path}/write")
    page = read(Client(), "/decide/before")
    assert "We buy the yard" in page
    assert "Nothing here was voted on in this house" in page


def test_books_are_looked_at_mapped_written_and_taken_back(people, sees: As) -> None:
    ben = sees("ben")
    path = brings(ben, "open-collective", OC)
    assert "income:contributions" in read(ben, path)
    assert ben.post(f"{path}/accounts", {"account-CONTRIBUTION": "gifts"}).status_code == 400
    assert ben.post(f"{path}/accounts", {"account-CONTRIBUTION": "income:gifts"}).status_code == 303
    assert "income:gifts" in read(ben, path)
    assert ben.post(f"{path}/write").status_code == 303
    assert ben.post(f"{path}/write").status_code == 400
    assert "3 lines were brought in." in read(ben, path)
    ben.post(f"{path}/undo")
    path = brings(ben, "balances", BALANCES)
    assert "Debits and credits come to €1,534.50 each." in read(ben, path)
    assert ben.post(f"{path}/drop").status_code == 303
    assert "put aside" in read(ben, "/moving-in")


def test_wrong_lines_are_named_and_there_is_no_button_to_write(people, sees: As) -> None:
    path = brings(sees("ada"), "members", REGISTER.replace("12,", "1,"))
    page = read(sees("ada"), path)
    assert "Number 1 is taken." in page
    assert "Bring it in" not in page
    assert sees("ada").post(f"{path}/write").status_code == 400


def test_what_is_no_table_is_refused_beside_the_file(people, sees: As) -> None:
    file = SimpleUploadedFile("f.csv", b"")
    answer = sees("ada").post("/moving-in", {"kind": "members", "file": file})
    assert answer.status_code == 400
    assert "it is empty." in answer.content.decode()


def test_others_are_shown_where_their_own_archive_goes(people, sees: As) -> None:
    assert "/settings/import" in read(sees("gus"), "/moving-in")
    path = brings(sees("ada"), "members", REGISTER)
    assert sees("gus").get(path).status_code == 404
    assert Client().get("/moving-in").status_code == 302
