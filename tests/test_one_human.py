"""Whoever has two profiles: nobody else can tell.

The village is looked at twice: as it is, where one login has both, and as if each had a login of its own.
To everybody else every answer must be the same, byte for byte, but for what changes with every request. A
page on which people are named adds a line to `SEEN`.
"""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from commonhold.ground.jobs.actions import run_due
from commonhold.house import leaving
from commonhold.social.people import actions as people
from tests.begun import Begun
from tests.cast import minutes
from tests.two_faces import as_if_two, client_of, two_faces
from tests.visible import lasting

#: Who looks. Ben keeps the books and answers reports; the friend knows both; the others are apart from one.
VIEWERS = ("stranger", "ben", "friend", "blocks_ada", "blocked_by_works")
#: `{hers}` is each of the two in turn; the rest is filled from what the village made.
SEEN = [
    "/",
    "/local",
    "/all",
    "/catch-up?days=7",
    "/discover",
    "/more",
    "/about",
    "/tags/seeds",
    "/search?q=beans",
    "/search?q=from:{hers}",
    "/search?q={hers}&what=people",
    "/search?q=marsh&what=people",
    "/search?q=works&what=people",
    "/notifications",
    "/notifications/requests",
    "/messages",
    "/messages/new?to={hers}",
    "/lists/{list}",
    "/lists/{list}/people",
    "/collections",
    "/collections/{collection}",
    "/groups",
    "/g/yard",
    "/g/yard/members",
    "/g/yard/events",
    "/events",
    "/events/{event}",
    "/events/{event}.ics",
    "/@{hers}",
    "/@{hers}/replies",
    "/@{hers}/media",
    "/@{hers}/followers",
    "/@{hers}/following",
    "/@{hers}/note",
    "/me/follow-requests",
    "/@ben/followers",
    "/@ben/following",
    "/@{hers}/lists",
    "/@{hers}/message",
    "/@{hers}/mute",
    "/@{hers}/block",
    "/@{hers}/{ada_post}",
    "/@{hers}/{works_post}",
    "/@{hers}/{works_post}/history",
    "/@{hers}/{works_post}/quotes",
    "/@ben/{answered}",
    "/@ben/{quoting}",
    "/report?about=post:{works_post}",
    "/report?about=person:{hers}",
    "/reports",
    "/moderation/reports",
    "/join",
    "/members",
    "/decide",
    "/decide?in=talk",
    "/decide/{proposal}",
    "/meetings",
    "/meetings/{meeting}",
    "/roadmap",
    "/roadmap/{idea}",
    "/api/commonhold/v1/proposals",
    "/api/commonhold/v1/proposals/{proposal}",
    "/api/commonhold/v1/proposals/{proposal}/reasons",
    "/money",
    "/money/entries",
    "/money/desk",
    "/charter",
    "/record",
    "/record/1",
    "/record/checkpoint",
    "/record/tile/entries/000",
    "/emoji.json",
    "/welcome/company",
    "/welcome/friends",
    "/live?home=1&since=1",
    "/account/password/reset/",
]


@pytest.fixture
def places(begun: Begun) -> dict[str, int]:
    return begun(two_faces)


def all_answers(made: dict[str, int], viewer: str) -> dict[str, tuple[int, str]]:
    """Everything that the viewer is shown, by address."""
    client = client_of(made, viewer)
    said: dict[str, tuple[int, str]] = {}
    for address in SEEN:
        for hers in ("ada", "works"):
            url = address.format(hers=hers, **{k: v for k, v in made.items() if k not in {"ada", "works"}})
            if url not in said:
                said[url] = _answer(client, url)
    return said


def _answer(client: Client, url: str) -> tuple[int, str]:
    answer = client.get(url)
    assert answer.status_code < 500, url
    if answer.streaming:
        return answer.status_code, ""
    return answer.status_code, lasting(answer.content.decode("latin-1"))


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_else_can_tell_one_human_from_two(viewer: str, places: dict[str, int]) -> None:
    as_one = all_answers(places, viewer)
    with as_if_two(places):
        as_two = all_answers(places, viewer)
    assert [url for url in as_one if as_one[url] != as_two[url]] == []
    assert sum(status == 200 for status, _body in as_one.values()) > 20


def test_the_village_shows_both_so_that_there_is_something_to_tell(places: dict[str, int]) -> None:
    answers = all_answers(places, "friend")
    for name in ("Ada Marsh", "A. Works"):
        named = [url for url, (_status, body) in answers.items() if name in body]
        assert len(named) > 15, name


@pytest.mark.parametrize("viewer", ["ben", "friend", "caro"])
def test_nobody_elses_file_of_personal_data_tells(viewer: str, places: dict[str, int]) -> None:
    def files() -> str:
        return json.dumps(
            [each.export_of(places[viewer]) for each in leaving.ROOMS], default=str, sort_keys=True
        )

    as_one = files()
    with as_if_two(places):
        assert files() == as_one


def test_a_page_of_one_never_names_the_other_to_who_knows_one_alone(places: dict[str, int]) -> None:
    client = client_of(places, "stranger")
    for mine, other in (("ada", "works"), ("works", "ada")):
        for tab in ("", "/replies", "/media", f"/{places[f'{mine}_post']}/history"):
            told = client.get(f"/@{mine}{tab}").content.decode()
            assert f"/@{other}" not in told
            assert {"ada": "Ada Marsh", "works": "A. Works"}[other] not in told


def test_the_form_for_signing_in_says_the_same_of_both_names(places: dict[str, int]) -> None:
    """Too many wrong passwords for one name say nothing of the other, whoever tries them."""
    client = Client()
    wrong = {"password": "not at all right"}
    statuses = [client.post("/account/login/", {"login": "ada", **wrong}).status_code for _time in range(7)]
    assert 429 in statuses
    assert client.post("/account/login/", {"login": "works", **wrong}).status_code != 429


def test_closing_it_takes_every_trace_and_tells_nobody_whose_it_was(places: dict[str, int]) -> None:
    works_post = f"/@works/{places['works_post']}"
    people.close_profile(places["ada"], person_id=places["works"], now=minutes(40))
    run_due(minutes(41))
    for viewer in VIEWERS:
        told = client_of(places, viewer)
        assert told.get("/@works").status_code == 404
        for address in ("/", "/local", "/search?q=beans", "/notifications", "/g/yard/members", works_post):
            assert "A. Works" not in told.get(address).content.decode(), (viewer, address)
        assert "beans #seeds of works" not in told.get("/local").content.decode()
    assert client_of(places, "ben").get("/@ada").status_code == 200


def test_every_room_that_keeps_something_of_a_person_forgets_it_when_she_leaves() -> None:
    rooms = {each.__name__.rpartition(".")[0] for each in leaving.ROOMS}
    keeping = set()
    for each in apps.get_app_configs():
        if not each.name.startswith("commonhold."):
            continue
        try:
            room = import_module(f"{each.name}.personal_data")
        except ModuleNotFoundError:
            continue
        if hasattr(room, "erase"):
            keeping.add(each.name)
    assert rooms == keeping
