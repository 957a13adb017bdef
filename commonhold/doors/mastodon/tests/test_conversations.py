"""Conversations through an app."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs.actions import tick
from commonhold.social.posts.actions import publish_post
from tests.calling import App
from tests.cast import befriend, make_person

_ALL = "/api/v1/conversations"


@pytest.fixture
def caro(coop: str) -> App:
    return App(make_person("caro", member=True))


def write(app: App, text: str) -> int:
    made = publish_post(app.person_id, text=text, audience="direct", now=clock.now())
    tick(clock.now())
    return made


def test_conversations_stand_with_the_latest_first_and_are_read(ada: App, ben: App, caro: App) -> None:
    befriend(ada.person_id, ben.person_id, caro.person_id)
    write(ben, "@ada psst")
    last = write(caro, "@ada @ben cake?")
    first, second = ada.get(_ALL).body
    assert [each["acct"] for each in first["accounts"]] == ["ben", "caro"]
    assert first["last_status"]["id"] == str(last)
    assert first["last_status"]["visibility"] == "direct"
    assert first["unread"] is second["unread"] is True
    told = [each for each in ada.get("/api/v1/notifications").body if each["type"] == "mention"]
    assert [each["status"]["id"] for each in told] == [
        first["last_status"]["id"],
        second["last_status"]["id"],
    ]
    read = ada.post(f"{_ALL}/{first['id']}/read")
    assert read.body == {**first, "unread": False}
    assert ada.get("/api/v1/notifications/unread_count", types=["mention"]).body == {"count": 1}
    rows = ada.get("/api/v1/timelines/direct").body
    assert [each["id"] for each in rows] == [each["last_status"]["id"] for each in (first, second)]


def test_pages_are_cut_by_the_last_statuses(ada: App, ben: App, caro: App) -> None:
    befriend(ada.person_id, ben.person_id, caro.person_id)
    for each in (ben, caro):
        write(each, "@ada hello")
    with CaptureQueriesContext(connection) as small:
        page = ada.get(_ALL, limit=1)
    with CaptureQueriesContext(connection) as large:
        whole = ada.get(_ALL).body
    assert len(large) <= len(small)
    older = ada.get(page.ways["next"].removeprefix("http://coop.example"))
    assert [*page.body, *older.body] == whole
    assert ada.get(older.ways["prev"].removeprefix("http://coop.example")).body == page.body
    assert ada.get("/api/v1/timelines/direct", max_id=whole[0]["last_status"]["id"], limit=1).body == [
        whole[1]["last_status"]
    ]
    assert ada.get(_ALL, max_id="0").body == []


def test_deleted_it_is_gone_for_oneself_until_somebody_writes(ada: App, ben: App) -> None:
    befriend(ada.person_id, ben.person_id)
    write(ben, "@ada psst")
    (found,) = ada.get(_ALL).body
    assert ada.delete(f"{_ALL}/{found['id']}").body == {}
    assert ada.get(_ALL).body == []
    assert len(ben.get(_ALL).body) == 1
    write(ben, "@ada still there?")
    assert ada.get(_ALL).body[0]["id"] == found["id"]


def test_notes_to_oneself_are_with_oneself(ada: App) -> None:
    write(ada, "Buy flour.")
    (found,) = ada.get(_ALL).body
    assert [each["acct"] for each in found["accounts"]] == ["ada"]
    assert found["unread"] is False


def test_what_a_stranger_asks_waits_elsewhere(ada: App, ben: App) -> None:
    write(ben, "@ada you don't know me")
    assert ada.get(_ALL).body == ada.get("/api/v1/timelines/direct").body == []
    assert len(ben.get(_ALL).body) == 1


def test_others_and_nobodys_are_not_found_and_narrow_tokens_refused(
    ada: App, ben: App, caro: App, stranger: App
) -> None:
    befriend(ada.person_id, ben.person_id)
    write(ben, "@ada psst")
    (theirs,) = ada.get(_ALL).body
    for wrong in (theirs["id"], "7", "abc", "0", "9" * 19, "9" * 40):
        assert caro.post(f"{_ALL}/{wrong}/read").status == 404
        assert caro.delete(f"{_ALL}/{wrong}").status == 404
    narrow = App(ada.person_id, scopes="read:accounts write:statuses")
    assert narrow.get(_ALL).status == narrow.get("/api/v1/timelines/direct").status == 403
    assert narrow.post(f"{_ALL}/{theirs['id']}/read").status == 403
    assert narrow.delete(f"{_ALL}/{theirs['id']}").status == 403
    assert stranger.get(_ALL).status == 401
