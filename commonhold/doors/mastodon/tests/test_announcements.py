"""Votes stand among an app's announcements until they close."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.queries.proposals import open_to
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.social.people.queries import ANYONE
from tests.begun import Begun
from tests.calling import App
from tests.cast import make_person

ANNOUNCEMENTS = "/api/v1/announcements"


@pytest.fixture
def votes(begun: Begun) -> Coop:
    return begun(build)


def test_a_vote_is_announced_to_whom_it_belongs_while_it_is_open(votes: Coop) -> None:
    ada, guest = App(votes.ids["ada"]), App(make_person("guest"))
    assert ada.get(ANNOUNCEMENTS).body == []
    made = votes.open(title="Shorter <votes>")
    votes.wait(minutes=1)
    (told,) = ada.get(ANNOUNCEMENTS).body
    assert told["id"] == str(made)
    assert f'href="http://coop.example/decide/{made}"' in told["content"]
    assert "Shorter &lt;votes&gt;" in told["content"]
    assert told["starts_at"] < told["ends_at"]
    assert told["read"] is False
    assert guest.get(ANNOUNCEMENTS).body == []
    assert open_to(ANYONE) == []
    votes.vote(made, ada="yes")
    assert ada.get(ANNOUNCEMENTS).body[0]["read"] is True
    votes.wait(days=30)
    assert ada.get(ANNOUNCEMENTS).body == []


def test_an_announcement_is_put_away_as_the_notification_that_it_is(votes: Coop) -> None:
    ben, made = App(votes.ids["ben"]), votes.open()
    votes.wait(minutes=1)
    assert ben.post(f"{ANNOUNCEMENTS}/{made}/dismiss").status == 200
    assert ben.get(ANNOUNCEMENTS).body[0]["read"] is True
    assert App(votes.ids["caro"]).get(ANNOUNCEMENTS).body[0]["read"] is False
    assert ben.post(f"{ANNOUNCEMENTS}/7/dismiss").status == 404
    votes.wait(days=30)
    assert ben.post(f"{ANNOUNCEMENTS}/{made}/dismiss").status == 404, "it is closed"
    assert App().get(ANNOUNCEMENTS).status == 401
