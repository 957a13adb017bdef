"""A founded co-op, and what devices ring at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.notifications.tests.push_box import PushBox
from tests.cast import MORNING


@pytest.fixture
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)


@pytest.fixture
def box() -> Iterator[PushBox]:
    box = PushBox()
    yield box
    box.close()
