from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from commonhold.social.letters import actions, outbox, personal_data
from commonhold.social.letters.models import Letter
from commonhold.social.people import actions as people
from tests.cast import MORNING, make_person, minutes


@pytest.fixture
def dora(db) -> int:
    return people.open_account(
        email="dora@example.org",
        password="a lamp by the gate",
        handle="dora",
        display_name="Dora",
        confirmed=True,
        now=MORNING,
    )


def test_a_letter_goes_out_once_to_a_person_or_an_address(dora):
    actions.write_to_person(dora, subject="You\nleave", text="On Friday.", now=MORNING)
    actions.write_to_addresses([("gus@example.org", "Come in", "Here is the way.")], now=MORNING)
    assert outbox.deliver(MORNING - timedelta(seconds=1)) == 0
    assert outbox.deliver(MORNING) == 2
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["dora@example.org"], "You leave"),
        (["gus@example.org"], "Come in"),
    ]
    assert outbox.deliver(minutes(60)) == 0


def test_to_whom_nobody_signs_in_as_nothing_is_sent(db):
    actions.write_to_person(make_person("vik"), subject="You", text="…", now=MORNING)
    assert outbox.deliver(MORNING) == 1
    assert mail.outbox == []


def test_a_server_that_is_away_is_tried_again_and_then_given_up(dora, monkeypatch):
    def away(*_args):
        raise OSError("away")

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    actions.write_to_person(dora, subject="You", text="…", now=MORNING)
    now = MORNING
    for _attempt in range(5):
        assert outbox.deliver(now) == 1
        assert outbox.deliver(now) == 0
        now += timedelta(hours=7)
    assert not Letter.objects.exists()


def test_what_waits_is_hers_to_take_along_and_goes_with_her(dora):
    actions.write_to_person(dora, subject="You", text="Words", now=MORNING)
    assert personal_data.export_of(dora)["letters"] == [{"subject": "You", "text": "Words"}]
    personal_data.erase(dora, MORNING)
    assert outbox.deliver(MORNING) == 0


@pytest.mark.usefixtures("db")
def test_what_waits_to_go_to_an_address_can_be_forgotten() -> None:
    both = [("ada@example.org", "a", "b"), ("ben@example.org", "a", "b")]
    actions.write_to_addresses(both, now=MORNING)
    actions.forget_address("Ada@example.org")
    assert [each.address for each in Letter.objects.all()] == ["ben@example.org"]
