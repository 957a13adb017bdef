"""Whoever looks, by whichever door: a part of somebody's page is there exactly if she is in its audience.

The table is written here by hand and knows nothing of `people/queries/parts.py`.
"""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.doors.calls.limits import limits
from commonhold.social.people import actions, queries
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.calling import App
from tests.cast import MORNING, befriend, email_of, make_person

SHOWN_TO = ("everybody", "members", "followers", "nobody")
#: Who looks, and in whose audience she is.
VIEWERS = {
    "stranger": {"everybody"},
    "guest": {"everybody"},
    "member": {"everybody", "members"},
    "follower": {"everybody", "followers"},
    "asking": {"everybody"},
    "both": {"everybody", "members", "followers"},
    "author": {*SHOWN_TO},
}
WORDS = ("words of the summary", "xe/xem", "words of the line")


@pytest.fixture
def town(coop: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, int | None]:
    """By kind of viewer, each one's id. All that can be kept to few is there."""
    monkeypatch.setattr(limits, "are_on", False)
    kinds = [each for each in VIEWERS if each != "stranger"]
    found: dict[str, int] = {
        each: make_person(f"who_{each}", member=each in {"member", "both"}) for each in kinds
    }
    for each, person_id in found.items():
        login = Login.objects.create(id=person_id, email=email_of(each), created_at=MORNING)
        Person.objects.filter(id=person_id).update(login=login)
    author = found["author"]
    actions.describe_person(author, display_name="Author", summary=WORDS[0], now=MORNING)
    actions.add_to_description(author, pronouns=WORDS[1], fields=[("Line", WORDS[2])], now=MORNING)
    publish_post(author, text="Good morning", now=MORNING)
    for each in ("follower", "both"):
        befriend(found[each], author)
    actions.choose_to_approve_followers(author, approves=True, now=MORNING)
    actions.follow(found["asking"], person_id=author, now=MORNING)
    return {"stranger": None, **found}


def on_the_web(me: int | None, author: int) -> str:
    client = Client()
    if me is not None:
        client.force_login(get_user_model().objects.get(people=me))
    return client.get("/@who_author").content.decode()


def in_an_app(me: int | None, author: int) -> str:
    app = App() if me is None else App(me)
    account = app.get(f"/api/v1/accounts/{author}").body
    found = [account, app.get("/api/v1/accounts/lookup?acct=who_author").body]
    if me is not None:
        found.append(app.get("/api/v2/search?q=who_author&type=accounts").body)
    statuses = app.get(f"/api/v1/accounts/{author}/statuses").body
    assert statuses
    return str([found, statuses])


def elsewhere(author: int) -> str:
    accept = "application/activity+json"
    answer = Client().get(f"/ap/people/{author}", headers={"accept": accept})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("shown_to", SHOWN_TO)
def test_every_viewer_gets_every_part_through_every_door_exactly_where_she_should(town, shown_to):
    author = town["author"]
    parts = dict.fromkeys(queries.shown_parts(Viewer(author)), shown_to)
    actions.choose_who_sees_parts(author, parts=parts, lines={(0, "Line"): shown_to}, now=MORNING)
    for kind, me in town.items():
        gets = shown_to in VIEWERS[kind]
        app = in_an_app(me, author)
        for word, page in product(WORDS, (on_the_web(me, author), app)):
            assert (word in page) is gets, (kind, shown_to, word)
        assert ("'last_status_at': '2026" in app) is gets, (kind, shown_to)
    assert [word in elsewhere(author) for word in WORDS] == [shown_to == "everybody"] * 3
