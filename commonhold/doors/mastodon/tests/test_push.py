"""Pushes: an app's subscription, which is its token's."""

from __future__ import annotations

from typing import Any

from commonhold.social.apps.actions import revoke_app
from commonhold.social.apps.queries import bearer
from commonhold.social.notifications.models import Device
from commonhold.social.notifications.push import public_key
from commonhold.social.notifications.tests.push_box import Browser
from tests.calling import App
from tests.cast import MORNING

_HERE = "/api/v1/push/subscription"


def asked(**data: Any) -> dict[str, Any]:
    browser = Browser()
    keys = {"p256dh": browser.public_key, "auth": browser.secret}
    subscription = {"endpoint": "https://push.example/a", "keys": keys, "standard": True}
    return {"subscription": subscription, "data": data}


def test_an_app_subscribes_changes_its_mind_and_ends_it(ada: App) -> None:
    assert ada.get(_HERE).status == ada.put(_HERE).status == 404
    made = ada.post(_HERE, asked(alerts={"mention": True, "poll": "1", "follow": False}, policy="followed"))
    assert made.status == 200
    assert {each for each, is_on in made.body["alerts"].items() if is_on} == {"mention", "poll"}
    assert (made.body["policy"], made.body["standard"]) == ("followed", True)
    assert made.body["server_key"] == public_key()
    assert ada.get(_HERE).body == made.body
    changed = ada.put(_HERE, {"data": {"alerts": {"favourite": True}}}).body
    assert {each for each, is_on in changed["alerts"].items() if is_on} == {"favourite"}
    assert (changed["policy"], changed["id"]) == ("followed", made.body["id"])
    again = ada.post(_HERE, asked(alerts={"mention": True})).body
    assert (again["policy"], Device.objects.count()) == ("all", 1)
    assert ada.delete(_HERE).body == ada.delete(_HERE).body == {}
    assert ada.get(_HERE).status == 404


def test_forms_subscribe_too_and_say_nothing_of_the_standard(ada: App) -> None:
    browser = Browser()
    form: dict[str, Any] = {
        "subscription[endpoint]": "https://push.example/a",
        "subscription[keys][p256dh]": browser.public_key,
        "subscription[keys][auth]": browser.secret,
        "data[alerts][mention]": True,
        "policy": "follower",
    }
    made = ada.post(_HERE, **form)
    assert made.body["standard"] is False
    assert made.body["policy"] == "follower"
    assert made.body["alerts"]["mention"] is True


def test_each_token_has_its_own_and_it_ends_with_the_token(ada: App, ben: App) -> None:
    second = App(ada.person_id)
    for app in (ada, second, ben):
        assert app.post(_HERE, asked(alerts={"mention": True})).status == 200
    assert len({app.get(_HERE).body["id"] for app in (ada, second, ben)}) == 3
    second.delete(_HERE)
    assert ada.get(_HERE).status == 200
    held = bearer(str(ada.token))
    assert held is not None
    revoke_app(ada.person_id, app_id=held.app_id, now=MORNING)
    assert ada.get(_HERE).status == 401
    assert list(Device.objects.values_list("person_id", flat=True)) == [ben.person_id]


def test_what_can_not_be_is_refused(ada: App, stranger: App) -> None:
    whole = asked()
    subscription = whole["subscription"]
    for wrong in (
        {},
        {"subscription": "x"},
        {"subscription": {**subscription, "endpoint": ""}},
        {"subscription": {**subscription, "endpoint": "http://push.example/a"}},
        {"subscription": {**subscription, "endpoint": "https://push.example:8443/a"}},
        {"subscription": {**subscription, "endpoint": f"https://push.example/{'a' * 1000}"}},
        {"subscription": {**subscription, "keys": {"p256dh": "BA", "auth": "x"}}},
        {"subscription": {**subscription, "keys": []}},
        {**whole, "data": {"policy": "some"}},
    ):
        assert ada.post(_HERE, wrong).status == 422, wrong
    assert not Device.objects.exists()
    narrow = App(ada.person_id, scopes="read write follow")
    assert narrow.get(_HERE).status == narrow.post(_HERE, whole).status == 403
    assert narrow.put(_HERE).status == narrow.delete(_HERE).status == 403
    assert stranger.get(_HERE).status == 401
