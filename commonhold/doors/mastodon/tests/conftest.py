"""The cast with apps of their own."""

from __future__ import annotations

import pytest

from commonhold.doors.calls.limits import limits
from commonhold.social.media.tests.samples import picture
from tests.calling import App
from tests.cast import make_person


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests call more often than people; `test_limits` has limits of its own."""
    monkeypatch.setattr(limits, "are_on", False)


@pytest.fixture
def ada(coop: str) -> App:
    return App(make_person("ada", member=True))


@pytest.fixture
def ben(coop: str) -> App:
    return App(make_person("ben", member=True))


@pytest.fixture
def stranger(coop: str) -> App:
    return App()


@pytest.fixture
def png() -> bytes:
    return picture()
