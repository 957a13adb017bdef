"""Labels in apps: what folds a post away is told as a filter that it met."""

from __future__ import annotations

import pytest

from commonhold.ground.clock import queries as clock
from commonhold.social.labels import actions
from commonhold.social.people.actions import follow
from commonhold.social.people.queries import ANYONE
from commonhold.social.people.queries import by_handle as called
from tests.calling import App


def labelled(ada: App, ben: App, act: str) -> str:
    """Ben labels a post of his own as sad, and Ada reads him so; the post's id."""
    now = clock.now()
    me, him = called(ANYONE, "ada").id, called(ANYONE, "ben").id
    follow(me, person_id=him, now=now)
    post: str = ben.post("/api/v1/statuses", status="A quiet word.").body["id"]
    labeler = actions.open_labeler(him, title="Ben's", values=["sad"], now=now)
    actions.put_label(him, labeler_id=labeler, about=f"post:{post}", value="sad", now=now)
    actions.choose(me, labeler_id=labeler, choices={"sad": act}, now=now)
    return post


@pytest.mark.parametrize("address", ["/api/v1/timelines/home", "/api/v1/timelines/public"])
def test_a_label_that_folds_away_is_told_as_a_filter(ada: App, ben: App, address: str) -> None:
    post = labelled(ada, ben, "warn")
    (shown,) = ada.get(address).body
    (met,) = shown["filtered"]
    assert (shown["id"], met["filter"]["title"]) == (post, "sad (Ben's)")
    assert (met["filter"]["filter_action"], met["keyword_matches"]) == ("warn", ["sad"])
    assert ada.get("/api/v2/filters").body == []
    assert ben.get(address).body[0]["filtered"] == []


def test_a_label_that_leaves_out_leaves_out_and_a_badge_is_told_to_no_app(ada: App, ben: App) -> None:
    post = labelled(ada, ben, "hide")
    assert ada.get("/api/v1/timelines/home").body == []
    assert ada.get(f"/api/v1/statuses/{post}").body["filtered"][0]["filter"]["filter_action"] == "hide"


def test_a_badge_is_told_to_no_app(ada: App, ben: App) -> None:
    labelled(ada, ben, "badge")
    assert ada.get("/api/v1/timelines/home").body[0]["filtered"] == []
