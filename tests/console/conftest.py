"""Co-ops to type at. Each is founded once; a test that changes one gets its own copy."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.console.typed import Desk, account, ballot, dues_of, founding


@dataclass(frozen=True)
class Decided:
    """A play co-op in which lower dues passed and took effect."""

    desk: Desk
    proposal: int


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory, template_database: Path) -> Desk:
    folder = tmp_path_factory.mktemp("empty")
    shutil.copy(template_database, folder)
    return Desk(folder)


def _copy(desk: Desk, folder: Path) -> Desk:
    shutil.copytree(desk.data, folder, dirs_exist_ok=True)
    return Desk(folder)


@pytest.fixture
def empty(_empty: Desk, tmp_path: Path) -> Desk:
    """Migrated, and nobody there."""
    return _copy(_empty, tmp_path / "coop")


@pytest.fixture(scope="session")
def _real(_empty: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = _copy(_empty, tmp_path_factory.mktemp("real"))
    desk.gets(*founding("ada", "ben", "caro"))
    return desk


@pytest.fixture
def real(_real: Desk, tmp_path: Path) -> Desk:
    """Founded in earnest."""
    return _copy(_real, tmp_path / "real")


@pytest.fixture(scope="session")
def _play(_empty: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = _copy(_empty, tmp_path_factory.mktemp("play"))
    desk.gets(*founding("ada", "ben", "caro"), "--test-mode")
    return desk


@pytest.fixture
def play(_play: Desk, tmp_path: Path) -> Desk:
    """Founded in test mode."""
    return _copy(_play, tmp_path / "play")


@pytest.fixture(scope="session")
def decided(_play: Desk, tmp_path_factory: pytest.TempPathFactory) -> Decided:
    """To be read only. Dev came, three voted, and the dues are 4.00."""
    desk = _copy(_play, tmp_path_factory.mktemp("decided"))
    desk.gets(*account("dev"), "--member")
    proposal = desk.gets(*dues_of(400))["id"]
    for voter, choice in (("ada", '"yes"'), ("ben", '["yes"]'), ("dev", "no")):
        desk.gets(*ballot(voter, proposal, choice))
    desk.gets("clock", "advance", "60d")
    return Decided(desk, proposal)
