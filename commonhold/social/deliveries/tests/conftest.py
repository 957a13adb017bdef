"""Other servers, as many as a test names, behind one that listens on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.deliveries.outbox import Outbox
from commonhold.social.deliveries.tests.elsewhere import Elsewhere
from tests.cast import MORNING, make_person


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    servers = Elsewhere()
    yield servers
    servers.close()


@pytest.fixture
def here(db: None) -> None:
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)


@pytest.fixture
def ada(here: None) -> int:
    return make_person("ada")


@pytest.fixture
def outbox(elsewhere: Elsewhere) -> Iterator[Outbox]:
    made = Outbox(elsewhere.network)
    yield made
    made.finish(MORNING)
