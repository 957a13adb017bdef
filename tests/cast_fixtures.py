"""The cast as fixtures: each is a person's id, at home in a database that the test may use."""

from __future__ import annotations

import pytest

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests import cast


@pytest.fixture
def coop(db: None) -> str:
    """A founded co-op; gives its public address."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=cast.MORNING)
    return "http://coop.example"


@pytest.fixture
def ada(db: None) -> int:
    return cast.make_person("ada", member=True)


@pytest.fixture
def ben(db: None) -> int:
    return cast.make_person("ben", member=True)


@pytest.fixture
def caro(db: None) -> int:
    return cast.make_person("caro", member=True)


@pytest.fixture
def dev(db: None) -> int:
    """Not yet a member."""
    return cast.make_person("dev")


@pytest.fixture
def eve(db: None) -> int:
    """Of another server."""
    return cast.make_eve()


@pytest.fixture
def finn(db: None) -> int:
    return cast.make_person("finn", member=True)
