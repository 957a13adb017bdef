"""Devices ring: encrypted for them alone, signed by the co-op, and silent about what is private."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from py_vapid import Vapid02

from commonhold.ground.jobs.actions import tick
from commonhold.social.notifications import outbox, personal_data, push, queries
from commonhold.social.notifications.actions import mark_read, notify, take_back
from commonhold.social.notifications.actions.devices import add_device, remove_device, show_private
from commonhold.social.notifications.actions.wishes import choose_ways
from commonhold.social.notifications.models import Device, Sending
from commonhold.social.notifications.refusals import NoSuchDevice, StrangeDevice, TooManyDevices
from commonhold.social.notifications.tests.push_box import ENDPOINT, Browser, PushBox, deliver
from commonhold.social.people.actions import add_profile
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post, remove_post
from tests.cast import MORNING, befriend, make_person, minutes

pytestmark = pytest.mark.usefixtures("founded")


def device_of(person_id: int, browser: Browser | None = None, endpoint: str = ENDPOINT) -> int:
    browser = browser or Browser()
    made = add_device(
        person_id,
        endpoint=endpoint,
        public_key=browser.public_key,
        secret=browser.secret,
        label="Firefox, Linux",
        now=MORNING,
    )
    # No certificate for a name that we made up: the test's wire is plain.
    Device.objects.filter(id=made).update(endpoint=endpoint.replace("https:", "http:", 1))
    return made


def rung(box: PushBox, browser: Browser) -> list[dict[str, Any]]:
    return [json.loads(browser.reads(each.body)) for each in box.came]


def test_a_device_can_read_what_it_is_sent_and_knows_who_sent_it(box: PushBox, ada: int, ben: int) -> None:
    browser = Browser()
    device_of(ada, browser)
    post_id = publish_post(ben, text="@ada the kettle is on", now=minutes(1))
    deliver(box)
    (told,) = queries.grouped(Viewer(ada)).groups
    assert rung(box, browser) == [
        {
            "title": "Commonhold",
            "body": "Ben mentioned you",
            "more": "@ada the kettle is on",
            "url": f"/notifications/{told.id}",
            "tag": f"mention:post:{post_id}",
        }
    ]
    (letter,) = box.came
    assert b"kettle" not in letter.body
    assert letter.headers["content-encoding"] == "aes128gcm"
    assert int(letter.headers["ttl"]) > 0
    assert Vapid02.verify(letter.headers["authorization"])
    assert push.public_key() in letter.headers["authorization"]
    assert not Sending.objects.exists()


@pytest.mark.parametrize("audience", ["direct", "followers", "members"])
def test_words_that_are_not_for_everybody_stay_here_unless_she_wants_them(
    box: PushBox, ada: int, ben: int, audience: str
) -> None:
    browser = Browser()
    device = device_of(ada, browser)
    befriend(ada, ben)
    publish_post(ben, text="@ada the key is under the pot", audience=audience, now=minutes(1))
    deliver(box)
    show_private(ada, device_id=device, wanted=True)
    publish_post(ben, text="@ada no, in the shed", audience=audience, now=minutes(3))
    deliver(box, 4)
    assert [each["more"] for each in rung(box, browser)] == ["", "@ada no, in the shed"]


def test_only_kinds_that_should_ring_do_and_each_thing_once(box: PushBox, ada: int, ben: int) -> None:
    device_of(ada)
    for _again in range(2):
        notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    notify(person_id=ada, kind="favourite", actor_id=ben, subject="post:1", now=minutes(1))
    deliver(box)
    assert len(box.came) == 1
    choose_ways(ada, ways={"mention": ["here"]}, now=minutes(3))  # type: ignore[list-item]  # as forms send it
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:2", now=minutes(3))
    deliver(box, 4)
    assert len(box.came) == 1


def test_what_was_read_removed_or_taken_back_meanwhile_does_not_ring(
    box: PushBox, ada: int, ben: int
) -> None:
    device_of(ada)
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    mark_read(ada, now=minutes(1))
    gone = publish_post(ben, text="@ada look", now=minutes(1))
    tick(minutes(1))
    remove_post(ben, post_id=gone, now=minutes(1))
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:2", now=minutes(1))
    take_back(kind="mention", actor_id=ben, subject="post:2")
    assert Sending.objects.count() == 2
    deliver(box)
    assert box.came == []
    assert not Sending.objects.exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_leaves_the_list(box: PushBox, ada: int, ben: int, status: int) -> None:
    device_of(ada)
    box.statuses = [status]
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    deliver(box)
    assert queries.devices(Viewer(ada)) == []
    assert not Sending.objects.exists()


def test_a_post_office_that_is_busy_is_asked_again_later_and_given_up_in_the_end(
    box: PushBox, ada: int, ben: int
) -> None:
    device_of(ada)
    box.statuses = [503, 429]
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    deliver(box, 2)
    deliver(box, 2)
    assert len(box.came) == 1
    deliver(box, 4)
    deliver(box, 60)
    assert [each.path for each in box.came] == ["/send/abc"] * 3
    assert not Sending.objects.exists()
    box.statuses = [500] * 9
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:2", now=minutes(61))
    for hours in range(30):
        outbox.deliver(minutes(61) + timedelta(hours=hours), box.network)
    assert len(box.came) == 3 + 5
    assert not Sending.objects.exists()


def test_two_couriers_never_carry_the_same_letter(
    box: PushBox, ada: int, ben: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    device_of(ada)
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    claimed = outbox._claimed(outbox._PUSHES, minutes(2))
    assert len(list(claimed)) == 1
    outbox.deliver(minutes(2), box.network)
    assert box.came == []
    # A courier that died lets it go after its lease.
    outbox.deliver(minutes(5), box.network)
    assert len(box.came) == 1


def test_a_courier_that_looked_too_late_takes_nothing(ada: int, ben: int) -> None:
    device_of(ada)
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    claimed = outbox._claimed(outbox._PUSHES, minutes(2))
    Sending.objects.update(attempts=F("attempts") + 1)
    assert len(list(claimed)) == 1  # the look comes with the first claim
    assert len(list(outbox._claimed(outbox._PUSHES, minutes(2)))) == 0


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/x", "https://user@push.example/x", "https://push.example:8443/x", "x", ""],
)
def test_an_address_where_no_letters_are_taken_is_refused(ada: int, endpoint: str) -> None:
    browser = Browser()
    with pytest.raises(StrangeDevice):
        add_device(
            ada,
            endpoint=endpoint,
            public_key=browser.public_key,
            secret=browser.secret,
            label="",
            now=MORNING,
        )


@pytest.mark.parametrize(("public_key", "secret"), [("", ""), ("x!", "y"), ("BA", "AAAAAAAAAAAAAAAAAAAAAA")])
def test_keys_that_are_none_are_refused(ada: int, public_key: str, secret: str) -> None:
    with pytest.raises(StrangeDevice):
        add_device(ada, endpoint=ENDPOINT, public_key=public_key, secret=secret, label="", now=MORNING)


def test_a_name_that_leads_to_our_own_network_gets_no_letter(ada: int, ben: int) -> None:
    device_of(ada, endpoint="https://localhost/x")
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    outbox.deliver(minutes(2))
    assert queries.devices(Viewer(ada)) == []


def test_a_browser_rings_for_whoever_let_it_last(ada: int, ben: int) -> None:
    browser = Browser()
    for person_id in (ada, ben):
        add_device(
            person_id,
            endpoint=ENDPOINT,
            public_key=browser.public_key,
            secret=browser.secret,
            label="Firefox",
            now=MORNING,
        )
    assert queries.devices(Viewer(ada)) == []
    assert [each.label for each in queries.devices(Viewer(ben))] == ["Firefox"]
    assert queries.devices(ANYONE) == []


def test_a_browser_rings_for_both_profiles_of_one_human_and_says_for_which(box: PushBox, ben: int) -> None:
    ada = make_person("gil", signs_in=True)
    works = add_profile(ada, handle="works", display_name="Works", now=MORNING)
    first, second = Browser(), Browser()
    device_of(ada, first, f"{ENDPOINT}old")
    device = Device.objects.get(person_id=ada)
    assert not queries.devices(Viewer(ada))[0].rings_for_both
    add_device(
        works,
        endpoint=ENDPOINT,
        public_key=second.public_key,
        secret=second.secret,
        label="Firefox",
        replaced=device.endpoint,
        now=minutes(1),
    )
    Device.objects.update(endpoint=ENDPOINT.replace("https:", "http:", 1))
    for each in (ada, works):
        assert queries.devices(Viewer(each))[0].rings_for_both
    publish_post(ben, text="@gil @works tea?", now=minutes(2))
    deliver(box, 3)
    told = rung(box, second)
    assert sorted(each["title"] for each in told) == ["Commonhold · @gil", "Commonhold · @works"]
    assert len({each["tag"] for each in told}) == 2
    remove_device(works, device_id=queries.devices(Viewer(works))[0].id)
    assert not queries.devices(Viewer(ada))[0].rings_for_both


def test_what_somebody_gave_up_moves_nobody_elses_device(ada: int, ben: int) -> None:
    device_of(ada, endpoint=f"{ENDPOINT}ada")
    hers = Device.objects.get()
    browser = Browser()
    add_device(
        ben,
        endpoint=ENDPOINT,
        public_key=browser.public_key,
        secret=browser.secret,
        label="Firefox",
        replaced=hers.endpoint,
        now=MORNING,
    )
    hers.refresh_from_db()
    assert hers.endpoint.endswith("ada")


def test_ten_devices_are_enough(ada: int) -> None:
    for number in range(10):
        device_of(ada, endpoint=f"{ENDPOINT}{number}")
    with pytest.raises(TooManyDevices):
        device_of(ada, endpoint=f"{ENDPOINT}10")


def test_nobody_touches_anothers_device(ada: int, ben: int) -> None:
    device = device_of(ada)
    with pytest.raises(NoSuchDevice):
        remove_device(ben, device_id=device)
    with pytest.raises(NoSuchDevice):
        show_private(ben, device_id=device, wanted=True)
    remove_device(ada, device_id=device)
    assert queries.devices(Viewer(ada)) == []


def test_the_co_ops_key_stays_the_same_and_is_its_own_secret(data_folder: Path) -> None:
    assert push.public_key() == push.public_key()
    assert stat.S_IMODE((data_folder / "keys" / "push").stat().st_mode) == 0o600


def test_devices_are_hers_to_take_and_go_with_her(ada: int, ben: int) -> None:
    device_of(ada)
    notify(person_id=ada, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    (exported,) = personal_data.export_of(ada)["devices"]
    assert exported["label"] == "Firefox, Linux"
    personal_data.erase(ada, minutes(2))
    assert not Device.objects.exists()
    assert not Sending.objects.exists()
