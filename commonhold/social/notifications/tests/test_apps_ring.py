"""Apps ring for what they asked for, read what Mastodon would send, and fall silent with their token."""

from __future__ import annotations

import json
from typing import Any

import pytest
from py_vapid import Vapid01, Vapid02

from commonhold.ground.jobs.actions import tick
from commonhold.social.apps import queries as apps
from commonhold.social.apps.actions import mint_token, revoke_minted
from commonhold.social.notifications import app_letters, personal_data, push, queries
from commonhold.social.notifications.actions import notify
from commonhold.social.notifications.actions.devices import remove_device
from commonhold.social.notifications.actions.subscribing import (
    change_subscription,
    end_subscription,
    subscribe_app,
)
from commonhold.social.notifications.actions.wishes import choose_ways, keep_apart
from commonhold.social.notifications.models import Device, Sending
from commonhold.social.notifications.refusals import (
    NoSuchDevice,
    NoSuchSubscription,
    NoSuchWish,
    StrangeDevice,
)
from commonhold.social.notifications.tests.push_box import ENDPOINT, Browser, PushBox, deliver
from commonhold.social.people.actions import follow
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import favourite_post, publish_post, thank_author
from tests.cast import MORNING, befriend, minutes

EVERYTHING = ("mention", "favourite", "follow", "reblog", "poll", "quote", "follow_request", "status")


pytestmark = pytest.mark.usefixtures("founded")


def app_of(person_id: int, browser: Browser | None = None, **more: Any) -> str:
    """An app that rings; its token."""
    browser = browser or Browser()
    token = mint_token(person_id=person_id, scopes="read push", now=MORNING)
    asked = {"endpoint": ENDPOINT, "alerts": EVERYTHING, "whose": "all", "is_standard": True, **more}
    keys = {"public_key": browser.public_key, "secret": browser.secret}
    subscribe_app(person_id, token=token, now=MORNING, **{**keys, **asked})
    # No certificate for a name that we made up: the test's wire is plain.
    Device.objects.filter(endpoint=ENDPOINT).update(endpoint=ENDPOINT.replace("https:", "http:", 1))
    return token


def id_of(token: str) -> int:
    found = apps.bearer(token)
    assert found is not None
    return found.token_id


def test_an_app_reads_mastodons_json(box: PushBox, ada: int, ben: int) -> None:
    browser = Browser()
    token = app_of(ada, browser)
    publish_post(ben, text="@ada the kettle is on", now=minutes(1))
    deliver(box)
    (told,) = queries.grouped(Viewer(ada)).groups
    (letter,) = box.came
    assert json.loads(browser.reads(letter.body)) == {
        "access_token": token,
        "preferred_locale": "en",
        "notification_id": told.id,
        "notification_type": "mention",
        "icon": "https://coop.example/static/commonhold/icons/app-192.png",
        "title": "Ben mentioned you",
        "body": "@ada the kettle is on",
    }
    assert letter.headers["content-encoding"] == "aes128gcm"
    assert Vapid02.verify(letter.headers["authorization"])
    assert token.encode() not in letter.body


def test_an_older_app_reads_the_older_coding(box: PushBox, ada: int, ben: int) -> None:
    browser = Browser()
    app_of(ada, browser, is_standard=False)
    publish_post(ben, text="@ada the kettle is on", now=minutes(1))
    deliver(box)
    (letter,) = box.came
    assert json.loads(browser.reads_old(letter))["notification_type"] == "mention"
    assert letter.headers["content-encoding"] == "aesgcm"
    scheme, _space, _proof = letter.headers["authorization"].partition(" ")
    assert scheme == "WebPush"
    assert letter.headers["crypto-key"].endswith(f";p256ecdsa={push.public_key()}")
    assert Vapid01.verify(push.public_key(), letter.headers["authorization"])


@pytest.mark.parametrize("audience", ["direct", "followers", "members"])
def test_words_that_are_not_for_everybody_stay_here(box: PushBox, ada: int, ben: int, audience: str) -> None:
    browser = Browser()
    app_of(ada, browser)
    befriend(ada, ben, now=MORNING)
    publish_post(ben, text="@ada the key is under the pot", audience=audience, now=minutes(1))
    deliver(box)
    told = [json.loads(browser.reads(each.body)) for each in box.came]
    assert [each["body"] for each in told if each["notification_type"] == "mention"] == [""]


def test_it_rings_for_the_types_that_it_asked_for_whatever_browsers_do(
    box: PushBox, ada: int, ben: int
) -> None:
    token = app_of(ada, alerts=["favourite"])
    post_id = publish_post(ada, text="Bread!", now=MORNING)
    favourite_post(ben, post_id=post_id, now=minutes(1))
    publish_post(ben, text="@ada hello", now=minutes(1))
    notify(person_id=ada, kind="proposal.voting", subject="proposal:1", now=minutes(1))
    deliver(box)
    assert len(box.came) == 1
    change_subscription(ada, token_id=id_of(token), alerts=["mention"], whose="all")
    choose_ways(ada, ways={"mention": []}, now=minutes(3))
    publish_post(ben, text="@ada again", now=minutes(3))
    thank_author(ben, post_id=post_id, now=minutes(3))
    deliver(box, 4)
    assert len(box.came) == 1, "what she is not told here doesn't ring"
    keep_apart(ada, strangers="apart", newcomers="accept", now=minutes(5))
    choose_ways(ada, ways={"mention": ["here"]}, now=minutes(5))  # type: ignore[list-item]  # as forms send it
    publish_post(ben, text="@ada please", now=minutes(5))
    deliver(box, 6)
    assert len(box.came) == 1, "nor what waits among her requests"


@pytest.mark.parametrize(
    ("whose", "by"), [("all", "ben caro dev"), ("followed", "ben"), ("follower", "caro"), ("none", "")]
)
def test_it_rings_for_those_whom_it_asked_for(
    box: PushBox, ada: int, ben: int, caro: int, dev: int, whose: str, by: str
) -> None:
    browser = Browser()
    follow(ada, person_id=ben, now=MORNING)
    follow(caro, person_id=ada, now=MORNING)
    deliver(box, 0)
    app_of(ada, browser, whose=whose)
    for each in (ben, caro, dev):
        publish_post(each, text="@ada hello", now=minutes(1))
    deliver(box)
    names = [json.loads(browser.reads(each.body))["title"].partition(" ")[0].lower() for each in box.came]
    assert sorted(names) == by.split()


def test_it_ends_with_its_token_and_when_it_is_told_to(box: PushBox, ada: int, ben: int) -> None:
    token, other = app_of(ada), app_of(ada)
    publish_post(ben, text="@ada hello", now=minutes(1))
    tick(minutes(1))
    assert Sending.objects.count() == 2, "one address may stand for two tokens"
    revoke_minted(person_id=ada, token_id=id_of(token))
    assert Sending.objects.count() == Device.objects.count() == 1
    end_subscription(ben, token_id=id_of(other))
    assert queries.subscription(Viewer(ada), id_of(other)).alerts == set(EVERYTHING)
    end_subscription(ada, token_id=id_of(other))
    deliver(box)
    assert box.came == []
    with pytest.raises(NoSuchSubscription):
        queries.subscription(Viewer(ada), id_of(other))


def test_nobody_subscribes_with_anothers_token_nor_changes_hers(ada: int, ben: int) -> None:
    token = app_of(ada)
    browser = Browser()
    for wrong in (token, "made up"):
        with pytest.raises(NoSuchSubscription):
            subscribe_app(
                ben,
                token=wrong,
                endpoint=ENDPOINT,
                public_key=browser.public_key,
                secret=browser.secret,
                alerts=[],
                whose="all",
                is_standard=True,
                now=MORNING,
            )
    with pytest.raises(NoSuchSubscription):
        change_subscription(ben, token_id=id_of(token), alerts=[], whose="all")
    with pytest.raises(NoSuchSubscription):
        queries.subscription(Viewer(ben), id_of(token))
    with pytest.raises(NoSuchWish):
        change_subscription(ada, token_id=id_of(token), alerts=[], whose="some")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"endpoint": "http://push.example/x"}, StrangeDevice),
        ({"endpoint": "https://user@push.example/x"}, StrangeDevice),
        ({"public_key": "BA"}, StrangeDevice),
        ({"whose": "some"}, NoSuchWish),
    ],
)
def test_what_can_not_be_is_refused(ada: int, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        app_of(ada, **wrong)


def test_keys_may_be_in_either_alphabet(box: PushBox, ada: int, ben: int) -> None:
    browser = Browser()
    plain = str.maketrans("-_", "+/")
    app_of(ada, browser, public_key=f"{browser.public_key.translate(plain)}=", secret=f"{browser.secret}==")
    publish_post(ben, text="@ada hello", now=minutes(1))
    deliver(box)
    assert browser.reads(box.came[0].body)


def test_apps_are_not_among_the_browsers(ada: int) -> None:
    app_of(ada)
    assert queries.devices(Viewer(ada)) == []
    with pytest.raises(NoSuchDevice):
        remove_device(ada, device_id=Device.objects.get().id)


def test_the_token_is_kept_sealed_and_nothing_is_sent_without_its_key(
    box: PushBox, ada: int, ben: int
) -> None:
    token = app_of(ada)
    row = Device.objects.get()
    assert token not in row.sealed_token
    assert row.sealed_token != app_letters.sealed(token), "each time otherwise"
    Device.objects.update(sealed_token="gAAAAA")
    publish_post(ben, text="@ada hello", now=minutes(1))
    deliver(box)
    assert box.came == []
    assert not Sending.objects.exists()


def test_they_are_hers_to_take_and_go_with_her(ada: int) -> None:
    app_of(ada)
    (exported,) = personal_data.export_of(ada)["devices"]
    assert exported["alerts"].split() == sorted(EVERYTHING)
    personal_data.erase(ada, minutes(2))
    assert not Device.objects.exists()
