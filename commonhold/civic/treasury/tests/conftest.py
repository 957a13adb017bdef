"""A co-op on its first day: ada welcomes, ben keeps the books, caro and finn are members, dev is not yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.treasury import queries
from commonhold.civic.treasury.actions import books, dues, waivers
from commonhold.civic.treasury.queries.dues import MyDues
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from tests.begun import Begun
from tests.cast import MORNING, make_person

FOUNDERS = ["ada", "ben", "caro", "finn"]


@dataclass
class Coop:
    """Its people by name, and its time."""

    now: datetime = MORNING
    ids: dict[str, int] = field(default_factory=dict)
    applications: list[int] = field(default_factory=list)
    decided: int = 0

    def wait(self, **span: float) -> list[jobs.Ran]:
        """Let time pass, and run what came due."""
        self.now += timedelta(**span)
        ran = jobs.tick(self.now)
        assert all(each.ok for each in ran), ran
        return ran

    def decide(self, *decisions: Decision) -> None:
        """As if everybody had agreed."""
        self.decided += 1
        assert enact(decisions, reference=f"test:{self.decided}", rule=UNANIMOUS, now=self.now).done

    def my_dues(self, name: str) -> MyDues:
        return queries.my_dues(Viewer(self.ids[name]), now=self.now)

    def told(self, name: str) -> list[str]:
        """Kinds of notifications, newest first."""
        return [each.kind for each in notifications.for_person(Viewer(self.ids[name]))]

    def owed_by(self, name: str) -> list[int]:
        """Charge ids on the treasurer's list."""
        board = queries.dues_board(Viewer(self.ids["ben"]), now=self.now)
        return [each.charge_id for each in board if each.person.id == self.ids[name]]

    def pay(self, name: str) -> int:
        """The oldest dues of this person arrive; returns the entry's id."""
        return dues.record_dues_received(self.ids["ben"], charge_id=self.owed_by(name)[0], now=self.now)

    def waive(self, name: str) -> None:
        waivers.ask_for_waiver(self.ids[name], now=self.now)
        waivers.grant_waiver(self.ids["ada"], person_id=self.ids[name], now=self.now)

    def apply(self, name: str) -> int:
        """Somebody new applies; returns the application's id."""
        self.ids[name] = make_person(name, now=self.now)
        made = members.apply(self.ids[name], statement="Let me in, please.", now=self.now)
        self.applications.append(made)
        jobs.tick(self.now)
        return made

    def vouch(self, application_id: int, *names: str) -> None:
        for name in names or ("ada", "ben"):
            members.vouch(self.ids[name], application_id=application_id, now=self.now)
        jobs.tick(self.now)


def build(names: list[str]) -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    coop = Coop()
    for name in names:
        coop.ids[name] = make_person(name)
        members.enrol(coop.ids[name], votes_from=MORNING, now=MORNING)
    roles = {"ada": ["board", "membership"], "ben": ["board", "treasurer"]}
    coop.decide(
        SetParameter("co_op.time_zone", "Europe/Lisbon"),
        *(AppointMandate(str(coop.ids[name]), role) for name in roles for role in roles[name]),
    )
    books.open_books(now=MORNING)
    return coop


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(_founded)


def _founded() -> Coop:
    return build(FOUNDERS)
