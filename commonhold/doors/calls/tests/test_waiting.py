"""A request waits a little for another server, and few at once; who reads on waits for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from commonhold.doors.calls import waiting
from commonhold.doors.calls.waiting import freshen, looked_up
from commonhold.social.lookups import actions, queries
from commonhold.social.lookups.models import Lookup
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, make_eve, make_person

_EVE = "@eve@elsewhere.example"


@pytest.fixture
def ada(db: None) -> int:
    return make_person("ada")


@pytest.fixture
def two_wait() -> Iterator[None]:
    """All seats are taken, as by two others who wait."""
    assert waiting._seats.acquire(blocking=False)
    assert waiting._seats.acquire(blocking=False)
    yield
    waiting._seats.release()
    waiting._seats.release()


def test_who_waits_gets_the_answer_as_soon_as_it_is_there(ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    eve, waits = make_eve(), 0

    class Answered(Event):
        def wait(self, timeout: float | None = None) -> bool:
            nonlocal waits
            waits += 1
            if waits == 3:
                actions.settle(Lookup.objects.get().id, person_id=eve, now=MORNING)
            return False

    monkeypatch.setattr(waiting, "Event", Answered)
    finding = looked_up(Viewer(ada), _EVE, now=MORNING)
    assert (finding.is_done, finding.person_id, waits) == (True, eve, 3)


def test_who_waited_long_enough_asks_again_later(ada: int) -> None:
    assert not looked_up(Viewer(ada), _EVE, now=MORNING, seconds=0.1).is_done
    actions.settle(Lookup.objects.get().id, trouble="away", now=MORNING)
    assert looked_up(Viewer(ada), _EVE, now=MORNING).trouble == "away"


def test_the_third_who_waits_is_answered_at_once(ada: int, two_wait: None) -> None:
    assert not looked_up(Viewer(ada), _EVE, now=MORNING, seconds=3600).is_done


def test_a_seat_is_free_again_after_each(ada: int) -> None:
    for _turn in range(3):
        looked_up(Viewer(ada), _EVE, now=MORNING, seconds=0)
    assert waiting._seats.acquire(blocking=False)
    waiting._seats.release()


def test_more_is_brought_for_the_next_look_and_never_refused_to_who_reads(ada: int) -> None:
    for number in range(actions.MOST_WAITING + 5):
        uri = f"https://elsewhere.example/{number}"
        freshen(Viewer(ada), sought=uri, what="thread", now=MORNING)
    assert len(queries.waiting(MORNING, limit=99)) == actions.MOST_WAITING


def test_nothing_is_brought_for_who_is_not_signed_in_or_for_what_is_ours(ada: int) -> None:
    freshen(ANYONE, sought="https://elsewhere.example/1", what="thread", now=MORNING)
    freshen(Viewer(ada), sought="", what="outbox", now=MORNING)
    assert not Lookup.objects.exists()
