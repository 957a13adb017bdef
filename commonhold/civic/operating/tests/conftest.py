"""A co-op of three members, and Dev who is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from commonhold.civic.members import actions as members
from commonhold.civic.operating.decisions import EndHolder, NameHolder
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import MORNING, make_person


@dataclass
class Coop:
    ids: dict[str, int] = field(default_factory=dict)
    decided: int = 0

    def decide(self, decision: Decision, *, now: datetime = MORNING) -> str:
        """Enact it; the reason why it failed, or empty."""
        self.decided += 1
        done = enact([decision], reference=f"proposal:{self.decided}", rule=UNANIMOUS, now=now)
        return "" if done.done else str(done.reason)

    def name(self, who: str, task: str = "domain", *, now: datetime = MORNING) -> str:
        return self.decide(NameHolder(task, who), now=now)

    def end(self, who: str, task: str = "domain", *, now: datetime = MORNING) -> str:
        return self.decide(EndHolder(task, who), now=now)


def build() -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    coop = Coop()
    for number, name in enumerate(["ada", "ben", "caro"], 1):
        coop.ids[name] = make_person(name)
        members.enrol(coop.ids[name], branch=number, votes_from=MORNING, now=MORNING)
    coop.ids["dev"] = make_person("dev")
    return coop


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(build)
