"""The co-op of governance's stories with its books open, today, and programs of its people."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.treasury.actions import books
from commonhold.doors.calls.limits import limits
from commonhold.doors.coop_api.tests.calling import CoopApp
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.jobs import actions as jobs
from tests.begun import Begun


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests call more often than people."""
    monkeypatch.setattr(limits, "are_on", False)


@pytest.fixture
def coop(begun: Begun) -> Coop:
    made = begun(_with_mandates)
    made.now = clock.now()
    return made


def _with_mandates() -> Coop:
    made = build()
    mandates = [
        AppointMandate(str(made.ids[name]), role)
        for name, role in (("ada", "board"), ("ben", "board"), ("ben", "treasurer"))
    ]
    assert enact(mandates, reference="test:mandates", rule=UNANIMOUS, now=made.now).done
    books.open_books(now=made.now)
    jobs.tick(clock.now())
    return made


@pytest.fixture
def ada(coop: Coop) -> CoopApp:
    return CoopApp(coop.ids["ada"])


@pytest.fixture
def stranger(coop: Coop) -> CoopApp:
    return CoopApp()
