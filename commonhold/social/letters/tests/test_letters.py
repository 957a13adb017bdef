from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

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


def test_while_the_mail_server_is_away_everything_waits_and_one_letter_asks_for_all(dora, monkeypatch):
    asked = []

    def away(*_args):
        asked.append(1)
        raise OSError("away")

    for subject in ("You", "And you"):
        actions.write_to_person(dora, subject=subject, text="…", now=MORNING)
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", away)
        for days in range(20):
            assert outbox.deliver(MORNING + timedelta(days=days)) == 0
            assert not outbox.is_due(MORNING + timedelta(days=days))
    assert len(asked) == 20
    back = MORNING + timedelta(days=19, minutes=1, seconds=1)
    assert outbox.is_due(back)
    assert outbox.deliver(back) == 2
    assert sorted(each.subject for each in mail.outbox) == ["And you", "You"]


def test_a_letter_at_which_the_mail_server_hangs_up_holds_up_no_other(dora, monkeypatch):
    def hang_up(_backend, messages):
        if messages[0].subject == "First":
            raise SMTPServerDisconnected
        mail.outbox.extend(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", hang_up)
    for subject in ("First", "Second", "Third"):
        actions.write_to_person(dora, subject=subject, text="…", now=MORNING)
    for each in range(3):
        outbox.deliver(minutes(0) + timedelta(minutes=each))
    assert [each.subject for each in mail.outbox] == ["Second", "Third"]
    assert [(each.subject, each.attempts) for each in Letter.objects.all()] == [("First", 0)]


def test_what_the_mail_server_refuses_is_tried_again_and_then_given_up_alone(dora, monkeypatch):
    def refuse(_backend, messages):
        if messages[0].subject == "You":
            raise SMTPRecipientsRefused({"dora@example.org": (550, b"no such user")})
        mail.outbox.extend(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    for subject in ("You", "And you"):
        actions.write_to_person(dora, subject=subject, text="…", now=MORNING)
    now = MORNING
    for settled in (2, 1, 1, 1, 1):
        assert outbox.deliver(now) == settled
        assert outbox.deliver(now) == 0
        now += timedelta(hours=7)
    assert not Letter.objects.exists()
    assert [each.subject for each in mail.outbox] == ["And you"]


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
