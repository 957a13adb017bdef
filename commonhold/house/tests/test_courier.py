"""The courier runs every errand, and no errand stops the others."""

from __future__ import annotations

from datetime import datetime
from threading import Event, current_thread
from threading import enumerate as enumerate_threads

import pytest

from commonhold.ground.jobs import register
from commonhold.house import courier
from commonhold.house.courier import Courier


def test_an_errand_that_breaks_is_noted_and_the_others_go_on(
    committing_db: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gone_out, twice = Event(), Event()

    def breaks(now: datetime) -> None:
        raise OSError("the post office is closed")

    def goes_well(now: datetime) -> None:
        (twice if gone_out.is_set() else gone_out).set()

    monkeypatch.setattr(register, "_errands", {})
    monkeypatch.setattr(courier, "_REST", 0.001)
    register.offer_errand("breaks", breaks)
    register.offer_errand("goes well", goes_well)
    one = Courier()
    one.start()
    assert twice.wait(10)
    one.stop()
    assert "breaks" in caplog.text


def test_an_errand_is_offered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_errands", {})
    register.offer_errand("one", lambda now: None)
    with pytest.raises(ValueError, match="two rooms offer"):
        register.offer_errand("one", lambda now: None)


def test_what_is_seldom_due_has_a_thread_while_there_is_something_to_do(
    committing_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, ran, over = ["first", "second"], [], Event()

    def runs(now: datetime) -> bool:
        ran.append(f"{left.pop(0)}, by {current_thread().name}")
        return bool(left)

    def is_due(now: datetime) -> bool:
        if not left:
            over.set()
        return bool(left)

    monkeypatch.setattr(register, "_errands", {})
    monkeypatch.setattr(register, "_rounds", {})
    monkeypatch.setattr(courier, "_REST", 0.001)
    register.offer_rounds("at night", runs, is_due=is_due)
    one = Courier()
    one.start()
    assert over.wait(10)
    one.stop()
    assert ran == ["first, by at night", "second, by at night"]
    assert "at night" not in {each.name for each in enumerate_threads()}
