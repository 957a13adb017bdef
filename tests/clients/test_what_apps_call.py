"""Whatever one of six popular apps calls is answered: there is an endpoint, and asking finds no trouble."""

from __future__ import annotations

import pytest
from django.urls import resolve

from commonhold.doors.calls.limits import limits
from commonhold.social.lists.actions import make_list
from tests.calling import App
from tests.cast import MORNING, make_person
from tests.clients.what_apps_call import APPS, QUESTIONS, calls

NOBODYS = "404404404"
#: Without its name a stream is refused; a sign-up needs an app's token; the console's app has our own scopes.
ELSEWHERE = {"/api/v1/streaming", "/api/v1/accounts", "/api/v1/apps/verify_credentials"}


@pytest.fixture
def ada(coop: str, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(limits, "are_on", False)
    return App(make_person("ada", member=True))


def test_every_app_is_known_and_no_call_stands_twice():
    found = [(each.method, each.path) for each in calls()]
    assert len(found) == len(set(found))
    assert {app for each in calls() for app in each.apps} == APPS.keys()


def test_whatever_they_call_is_there():
    missing = []
    for each in calls():
        there = getattr(resolve(each.path.replace(":id", NOBODYS)).func, "endpoints", {})
        if each.method not in there:
            missing.append(f"{each.method} {each.path}: {', '.join(APPS[app] for app in each.apps)}")
    assert not missing, "\n".join(missing)


def test_a_call_about_nothing_is_answered_as_documented(ada):
    for each in calls():
        if each.path in ELSEWHERE:
            continue
        act = {"GET": ada.get, "POST": ada.post, "PUT": ada.put, "PATCH": ada.patch, "DELETE": ada.delete}
        told = act[each.method](each.path.replace(":id", NOBODYS))
        assert told.status < 500, (each, told.body)
        assert told.status != 405, each
        if ":id" not in each.path and each.method == "GET" and told.status >= 400:
            assert told.status in {400, 404, 422}, (each, told.body)
            assert told.error


def test_questions_as_they_ask_them_are_understood(ada):
    list_id = make_list(ada.person_id, title="Near", now=MORNING)
    for each in QUESTIONS.split():
        asked = each.replace(":me", str(ada.person_id)).replace(":list", str(list_id))
        told = ada.get(asked)
        assert told.status == 200, (asked, told.body)
