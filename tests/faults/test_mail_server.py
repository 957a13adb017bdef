"""A mail server that hangs, drips or hangs up: given up on in time, nothing else waits, letters go once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from commonhold.ground.jobs import register
from commonhold.house import post_office
from commonhold.house.courier import Courier
from commonhold.house.doctor import outside
from commonhold.house.doctor.finding import State
from commonhold.house.mail import mail_settings
from commonhold.social.letters import actions as letters
from commonhold.social.letters import outbox
from commonhold.social.letters.models import Letter
from tests.cast import MORNING
from tests.faults.rude_mail import RudeMail, served

_PATIENCE = 20.0  # seconds until a test gives up; none waits so long when it passes
_RUDE = ("silent", "drips", "never comes to an end", "hangs up", "hangs up in the text")


@pytest.fixture
def server(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RudeMail]:
    """The co-op's mail server; each of its answers is waited for half a second, and all of them one."""
    monkeypatch.setattr(post_office, "ANSWER", 0.5)
    monkeypatch.setattr(post_office, "WHOLE", 1.0)
    with served() as made:
        for name, value in mail_settings(
            f"smtp://127.0.0.1:{made.port}?from=yard@yard.example", tmp_path
        ).items():
            setattr(settings, name, value)
        yield made


def write(*subjects: str) -> None:
    letters.write_to_addresses([(f"{each}@example.org", each, "Come.") for each in subjects], now=MORNING)


@pytest.mark.django_db
@pytest.mark.parametrize("mood", _RUDE)
def test_a_server_that_behaves_badly_is_given_up_on_in_time_and_gets_each_letter_once_when_it_is_well(
    server: RudeMail, mood: str
) -> None:
    write("first", "second")
    server.mood = mood
    before = time.monotonic()
    assert outbox.deliver(MORNING) == 0
    assert time.monotonic() - before < 5
    assert not outbox.is_due(MORNING), "one asked for both"
    server.mood = "well"
    assert outbox.deliver(MORNING + timedelta(minutes=2)) == 2
    assert sorted(server.taken) == ["first", "second"]
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_letter_that_was_taken_without_a_word_is_sent_again_less_and_less_often(server: RudeMail) -> None:
    write("first")
    server.mood = "takes it and says nothing"
    now, waits = MORNING, []
    for _turn in range(6):
        assert outbox.deliver(now) == 0
        due = Letter.objects.get().due_at
        waits.append(due - now)
        now = due
    assert waits[0] < timedelta(minutes=2)
    assert waits[-1] > timedelta(hours=5), "nobody gets it each minute, and it is never given up"
    server.mood = "well"
    assert outbox.deliver(now) == 1
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_what_is_said_at_parting_does_not_have_a_letter_sent_again(server: RudeMail) -> None:
    write("first")
    server.mood = "leaves rudely"
    assert outbox.deliver(MORNING) == 1
    assert server.taken == ["first"]
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_the_doctor_gives_up_in_time_as_well(server: RudeMail) -> None:
    server.mood = "drips"
    before = time.monotonic()
    (found,) = outside.mail_goes_out()
    assert found.state is State.WRONG
    assert time.monotonic() - before < 5


@pytest.mark.parametrize("committing_db", ["sqlite"], indirect=True)
def test_nothing_else_waits_for_it(
    committing_db: str, server: RudeMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post_office, "ANSWER", _PATIENCE)
    monkeypatch.setattr(post_office, "WHOLE", _PATIENCE)
    monkeypatch.setattr("commonhold.house.courier._REST", 0.01)
    others = {"an errand": Event(), "phones": Event(), "servers": Event()}

    def told(name: str) -> Callable[[datetime], None]:
        def does(_now: datetime) -> None:
            if server.asked.is_set() and name in others:
                others[name].set()

        return does

    real, finish = register.rounds(), told("the end")
    rounds = {
        "letters.outbox": real["letters.outbox"],
        "notifications.outbox": register.Rounds(told("phones"), finish, lambda _now: True),
        "deliveries.outbox": register.Rounds(told("servers"), finish),
    }
    monkeypatch.setattr(register, "_rounds", rounds)
    monkeypatch.setattr(register, "_errands", {"an errand": told("an errand")})
    assert real["notifications.digests"].run is not real["notifications.outbox"].run
    write("first")
    server.mood = "silent"
    courier = Courier()
    courier.start()
    try:
        for name, happened in others.items():
            assert happened.wait(_PATIENCE / 2), f"{name} waits for the mail server"
        assert Letter.objects.get().attempts == 1, "it is under way all the time"
    finally:
        server.close()
        courier.stop()
