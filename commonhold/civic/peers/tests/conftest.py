from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonhold.civic.peers import actions
from commonhold.civic.peers.tests import other_co_op
from commonhold.civic.peers.tests.other_co_op import OtherCoop
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING


@pytest.fixture
def our_record(settings, tmp_path: Path, db) -> Path:
    settings.DATA_DIR = tmp_path
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    return tmp_path / "record"


@pytest.fixture
def because() -> Enactment:
    return Enactment(1, MORNING, "proposal:1", UNANIMOUS)


@pytest.fixture
def other() -> Iterator[OtherCoop]:
    co_op = OtherCoop()
    yield co_op
    co_op.close()


@pytest.fixture
def peer(our_record: Path, because: Enactment) -> int:
    """The other co-op is our peer; its id."""
    return actions.add(
        name="The other co-op",
        url=other_co_op.URL,
        log_key=str(other_co_op.LOG_KEY),
        witness_key=str(other_co_op.WITNESS_KEY),
        is_mirrored=True,
        because=because,
    )
