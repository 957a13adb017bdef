"""The pages of the roadmap: what is refused keeps what was typed, and nothing is offered in vain."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.members import actions as members
from commonhold.civic.roadmap.actions.proposing import propose_idea, support_idea
from commonhold.ground.clock import queries as time
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import PASSWORD, make_person


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Ada, Ben and Caro founded and hold mandates; Finn is a member, Dev has an account alone."""
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
    here |= {name: make_person(name, signs_in=True) for name in ("finn", "dev")}
    members.enrol(here["finn"], votes_from=now, now=now)
    return here


@pytest.fixture
def bikes(people: dict[str, int]) -> int:
    """Finn's idea, which Caro supports."""
    made = propose_idea(people["finn"], title="Cargo bikes to lend", text="With a *box*.", now=time.now())
    support_idea(people["caro"], idea_id=made, now=time.now())
    return made


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_member_writes_an_idea_changes_it_and_supports_it(people: dict[str, int]) -> None:
    finn = as_person(people["finn"])
    refused = finn.post("/roadmap/new", {"title": "No", "text": "But why"})
    assert (refused.status_code, "But why" in refused.content.decode()) == (400, True)
    path = finn.post("/roadmap/new", {"title": "A tool library", "text": ""})["Location"]
    assert finn.post(f"{path}/edit", {"title": "A library of tools", "text": "Saws"}).status_code == 303
    assert finn.post(f"{path}/edit", {"title": "A", "text": ""}).status_code == 400
    for stranger in ("ada", "dev"):
        assert as_person(people[stranger]).get(f"{path}/edit").status_code == 403
    assert finn.post(f"{path}/support", {"do": "support"}).status_code == 303
    page = page_of(finn, path)
    assert "1 supports it · you too" in page
    assert "You support 1 of up to 5 ideas." in page
    finn.post(f"{path}/support", {"do": "withdraw"})
    assert "0 support it" in page_of(finn, path)


def test_strangers_read_and_are_offered_nothing(people: dict[str, int], bikes: int) -> None:
    for client in (Client(), as_person(people["dev"])):
        page = page_of(client, f"/roadmap/{bikes}")
        assert "With a <em>box</em>." in page
        for offered in ("Support it", "Merge it", "Say where it stands", "Change it"):
            assert offered not in page
        assert "Cargo bikes to lend" in page_of(client, "/roadmap")
    assert Client().get("/roadmap/1").status_code == 404
    assert as_person(people["dev"]).post("/roadmap/new", {"title": "Mine, all mine"}).status_code == 400


def test_ideas_are_found_by_words_and_by_where_they_stand(people: dict[str, int], bikes: int) -> None:
    propose_idea(people["finn"], title="A tool library", now=time.now())
    assert "Cargo bikes" not in page_of(Client(), "/roadmap?q=tool")
    assert "No idea with these words" in page_of(Client(), "/roadmap?q=trains")
    assert "No idea stands here" in page_of(Client(), "/roadmap?in=shipped")
    page = page_of(Client(), "/roadmap?by=newest")
    assert page.index("A tool library") < page.index("Cargo bikes")


def test_a_mandate_estimates_and_moves_an_idea_until_it_is_there(people: dict[str, int], bikes: int) -> None:
    ben, path = as_person(people["ben"]), f"/roadmap/{bikes}"
    assert ben.post(f"{path}/estimate", {"cents": "0.001"}).status_code == 400
    assert ben.post(f"{path}/estimate", {"cents": "120.50", "note": "Used"}).status_code == 303
    assert "€120.50" in page_of(Client(), path)
    refused = ben.post(f"{path}/state", {"state": "shipped", "reason": "Look", "link": ""})
    assert (refused.status_code, "Look" in refused.content.decode()) == (400, True)
    there = {"state": "shipped", "reason": "", "link": "https://yard.example/bikes"}
    assert ben.post(f"{path}/state", there).status_code == 303
    assert "https://yard.example/bikes" in page_of(Client(), "/roadmap/shipped")
    assert as_person(people["finn"]).post(f"{path}/state", {"state": "open"}).status_code != 303


def test_two_ideas_are_merged_and_taken_apart(people: dict[str, int], bikes: int) -> None:
    finn = as_person(people["finn"])
    other = propose_idea(people["finn"], title="A bike with a box", now=time.now())
    assert finn.post(f"/roadmap/{other}/merge", {"into": ""}).status_code == 400
    assert finn.post(f"/roadmap/{other}/merge", {"into": str(bikes)})["Location"] == f"/roadmap/{bikes}"
    assert "This idea is now part of another" in page_of(Client(), f"/roadmap/{other}")
    assert finn.post(f"/roadmap/{other}/part").status_code == 303
    assert "This idea is now part of another" not in page_of(Client(), f"/roadmap/{other}")


def test_a_member_asks_in_which_order_the_candidates_come(people: dict[str, int], bikes: int) -> None:
    finn = as_person(people["finn"])
    tools = propose_idea(people["finn"], title="A tool library", now=time.now())
    support_idea(people["finn"], idea_id=tools, now=time.now())
    assert "A tool library" in page_of(finn, "/roadmap/vote")
    words = {"title": "First things first", "text": ""}
    alone = finn.post("/roadmap/vote", {"ideas": [str(bikes)], **words})
    assert (alone.status_code, "First things first" in alone.content.decode()) == (400, True)
    asked = finn.post("/roadmap/vote", {"ideas": [str(bikes), str(tools)], **words})["Location"]
    page = page_of(finn, asked)
    assert all(each in page for each in ("A tool library", "Cargo bikes to lend", "Nothing more"))
