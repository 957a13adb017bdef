"""A co-op of five: Ada is on the board, Ben keeps the books, Caro, Finn and Hana are members, Dev is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.members import actions as members
from commonhold.civic.roadmap import periods, queries
from commonhold.civic.roadmap.actions.proposing import propose_idea, support_idea
from commonhold.civic.roadmap.queries import IdeaView
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import queries as record
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from tests.begun import Begun
from tests.cast import MORNING, make_person


@dataclass
class Coop:
    """Its people by name, and its time."""

    now: datetime = MORNING
    ids: dict[str, int] = field(default_factory=dict)
    decided: int = 0

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def works(self) -> None:
        """What is due happens."""
        jobs.tick(self.now)

    def to_the_next_period(self) -> None:
        self.now = periods.beginning(periods.following(periods.period_of(self.now))) + timedelta(hours=1)
        self.works()

    def decide(self, *decisions: Decision) -> None:
        """As if everybody had agreed."""
        self.decided += 1
        done = enact(decisions, reference=f"test:{self.decided}", rule=UNANIMOUS, now=self.now)
        assert done.done, done.reason

    def told(self, name: str) -> list[str]:
        """Kinds of notifications, newest first."""
        return [each.kind for each in notifications.for_person(Viewer(self.ids[name]))]

    def recorded(self, idea_id: int) -> list[str]:
        """Kinds of what the record says of an idea, newest first."""
        return [each.kind for each in record.leaves(about=f"idea:{idea_id}")]

    def seen(self, name: str, idea_id: int) -> IdeaView:
        return queries.idea(Viewer(self.ids[name]), idea_id, now=self.now)

    def idea(self, title: str, *supporters: str, by: str = "caro") -> int:
        """An idea that these support."""
        made = propose_idea(self.ids[by], title=title, now=self.now)
        for name in supporters:
            support_idea(self.ids[name], idea_id=made, now=self.now)
        return made


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(_begin)


def _begin() -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    made = Coop()
    for name in ("ada", "ben", "caro", "finn", "hana", "dev"):
        made.ids[name] = make_person(name)
        if name != "dev":
            members.enrol(made.ids[name], votes_from=MORNING, now=MORNING)
    roles = {"ada": "board", "ben": "treasurer"}
    made.decide(*(AppointMandate(str(made.ids[name]), role) for name, role in roles.items()))
    return made
