"""The page of one's other addresses, and of moving away."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.social.actors import moving
from commonhold.social.actors.models import RemoteActor
from tests.cast import MORNING, make_eve, make_person


@pytest.fixture
def uma(coop: str, client: Client) -> int:
    """Signed in at the client."""
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


@pytest.fixture
def eve(coop: str) -> RemoteActor:
    return RemoteActor.objects.create(
        person_id=make_eve(),
        uri="https://elsewhere.example/users/eve",
        kind="Person",
        inbox="https://elsewhere.example/users/eve/inbox",
        url="https://elsewhere.example/@eve",
        fetched_at=MORNING,
    )


def test_an_address_is_named_and_taken_away(client: Client, uma: int, eve: RemoteActor) -> None:
    answer = client.post("/settings/elsewhere", {"address": "@eve@elsewhere.example"})
    assert answer.status_code == 303
    (alias,) = moving.aliases_of(uma)
    page = client.get("/settings/elsewhere").content.decode()
    assert "@eve@elsewhere.example" in page
    assert "@uma@coop.example" in page
    client.post("/settings/elsewhere/drop", {"alias": str(alias.id)})
    assert moving.aliases_of(uma) == []


def test_an_unknown_address_is_said_to_be_unknown(client: Client, uma: int) -> None:
    answer = client.post("/settings/elsewhere", {"address": "nobody@elsewhere.example"})
    assert answer.status_code == 400
    assert "know anybody on another server" in answer.content.decode()


def test_moving_asks_for_her_name_and_for_being_named_there(
    client: Client, uma: int, eve: RemoteActor
) -> None:
    sent = {"move-address": "eve@elsewhere.example", "move-handle": "slip"}
    assert client.post("/settings/elsewhere/move", sent).status_code == 400
    sent["move-handle"] = "uma"
    answer = client.post("/settings/elsewhere/move", sent)
    assert answer.status_code == 400
    assert "does not name your address here yet" in answer.content.decode()
    eve.also_known_as = [f"http://coop.example/ap/people/{uma}"]
    eve.save()
    assert client.post("/settings/elsewhere/move", sent).status_code == 303
    assert "https://elsewhere.example/@eve" in client.get("/@uma").content.decode()
    assert client.post("/settings/elsewhere/come-back").status_code == 303
    assert "https://elsewhere.example/@eve" not in client.get("/@uma").content.decode()


def test_whoever_is_sent_here_by_another_server_finds_what_she_looks_for(client: Client, uma: int) -> None:
    answer = client.get("/authorize_interaction?uri=acct:eve@elsewhere.example")
    assert answer["Location"] == "/search?q=eve%40elsewhere.example"
