"""The courier runs every errand, and no errand stops the others."""

from __future__ import annotations

from datetime import datetime
from threading import Event

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
