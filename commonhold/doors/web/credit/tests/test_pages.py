"""The pages of mutual credit: what is refused keeps what was typed, and a payment is its people's to see."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.credit.actions import pay, set_limit
from commonhold.civic.founding.actions import Founder, found
from commonhold.doors.web.credit.forms import WorkTimeField
from commonhold.ground.clock import queries as time
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import PASSWORD, make_person

H = 60


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Ada, Ben and Caro founded; Ben trusts Ada, Caro trusts Ben. Dev has an account alone."""
    return begun(_founded)


def _founded() -> dict[str, int]:
    names, now = ("ada", "ben", "caro"), datetime.now(UTC)
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=now,
    )
    here = dict(zip(names, made, strict=True))
    here["dev"] = make_person("dev", signs_in=True)
    set_limit(here["ben"], person_id=here["ada"], minutes=5 * H, now=now)
    set_limit(here["caro"], person_id=here["ben"], minutes=4 * H, now=now)
    return here


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def test_the_way_is_shown_before_anything_is_paid_and_paid_once(people: dict[str, int]) -> None:
    ada = as_person(people["ada"])
    page = ada.get("/credit/pay", {"to": "@caro", "minutes": "1:30", "words": "A lamp"}).content.decode()
    assert "through ben, whom caro trusts up to 4 h" in page
    hidden = dict(re.findall(r'name="(to|minutes|words|shown|key)" value="([^"]*)"', page))
    first = ada.post("/credit/pay", hidden)
    again = ada.post("/credit/pay", hidden)
    assert (first.status_code, first["Location"]) == (303, again["Location"])
    assert "You owe 1 h 30 min in all." in ada.get("/credit").content.decode()
    payment = as_person(people["caro"]).get(first["Location"]).content.decode()
    assert "ada paid caro 1 h 30 min" in payment
    assert "A lamp" in payment
    passed = as_person(people["ben"]).get(first["Location"]).content.decode()
    assert "went through you" in passed
    assert "A lamp" not in passed
    assert as_person(people["dev"]).get(first["Location"]).status_code == 404


def test_a_way_that_changed_meanwhile_is_shown_again(people: dict[str, int]) -> None:
    ada, now = as_person(people["ada"]), time.now()
    page = ada.get("/credit/pay", {"to": "caro", "minutes": "1"}).content.decode()
    hidden = dict(re.findall(r'name="(to|minutes|words|shown|key)" value="([^"]*)"', page))
    set_limit(people["caro"], person_id=people["ada"], minutes=H, now=now)
    answer = ada.post("/credit/pay", hidden).content.decode()
    assert "The way that you saw is not there any more." in answer
    assert "directly: caro trusts you up to 1 h" in answer
    assert "You owe nothing" in ada.get("/credit").content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"to": "caro", "minutes": "0"}, "at least a minute"),
        ({"to": "caro", "minutes": "1000000"}, "at most 40 h"),
        ({"to": "caro", "minutes": "4:01"}, "no further than 4 h"),
        ({"to": "caro", "minutes": "soon"}, "Write hours, such as 1:30 or 2."),
        ({"to": "dev", "minutes": "1"}, "no member"),
        ({"to": "ada", "minutes": "1"}, "somebody else than yourself"),
        ({"to": "nobody", "minutes": "1"}, "nobody"),
    ],
)
def test_what_cannot_be_paid_is_said_beside_what_was_typed(
    people: dict[str, int], sent: dict[str, str], words: str
) -> None:
    answer = as_person(people["ada"]).get("/credit/pay", {**sent, "words": "A lamp"})
    page = answer.content.decode()
    assert (answer.status_code, words in page, "A lamp" in page) == (400, True, True)


def test_a_limit_is_set_on_somebodys_page_and_shown_on_her_profile(people: dict[str, int]) -> None:
    ada = as_person(people["ada"])
    assert "Trust this person with hours" in ada.get("/@caro").content.decode()
    at = f"/credit/with/{people['caro']}"
    assert ada.post(f"{at}/limit", {"minutes": "2,5"})["Location"] == at
    assert "caro may owe you up to 2 h 30 min." in ada.get(at).content.decode()
    assert "You trust this person up to 2 h 30 min" in ada.get("/@caro").content.decode()
    refused = ada.post(f"{at}/limit", {"minutes": "21"})
    assert (refused.status_code, "at most" in refused.content.decode().lower()) == (400, True)
    assert "Hours with" not in as_person(people["dev"]).get(at).content.decode()


def test_what_is_owed_is_forgiven_and_given_back(people: dict[str, int]) -> None:
    now = time.now()
    payment_id = pay(people["ada"], to_id=people["ben"], minutes=2 * H, key="one", now=now)
    ben = as_person(people["ben"])
    at = f"/credit/with/{people['ada']}"
    assert ben.post(f"{at}/forgive", {"minutes": "3"}).status_code == 400
    assert ben.post(f"{at}/forgive", {"minutes": "1"}).status_code == 303
    assert "ada owes you 1 h." in ben.get(at).content.decode()
    ada = as_person(people["ada"])
    assert ada.post(f"/credit/payments/{payment_id}/back").status_code == 403
    assert ben.post(f"/credit/payments/{payment_id}/back").status_code == 303


def test_only_who_decides_on_cases_reverses_and_only_with_a_case(people: dict[str, int]) -> None:
    payment_id = pay(people["ada"], to_id=people["ben"], minutes=H, key="one", now=time.now())
    caro = as_person(people["caro"])
    refused = caro.post("/credit/reverse", {"payment_id": payment_id, "case_id": 5})
    assert (refused.status_code, "which case decided it" in refused.content.decode()) == (400, True)


def test_everybody_reads_how_it_works(people: dict[str, int]) -> None:
    page = Client().get("/credit/about").content.decode()
    for words in ("Many accounts of one person", "holds", "Nothing was booked yet."):
        assert words in page
    assert "is broken" not in page


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("1:30", 90), ("2", 120), ("1.5", 90), ("1,25 h", 75), ("90 min", 90), ("0", 0), ("2h05", 125)],
)
def test_a_time_of_work_is_read_as_people_type_it(typed: str, minutes: int) -> None:
    assert WorkTimeField().clean(typed) == minutes
