"""Members who trust each other in a row: finn trusts caro, caro trusts ben, ben trusts ada. Dev is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from commonhold.civic.credit import around, counting, queries
from commonhold.civic.credit.actions import pay, set_limit
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import actions as members
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

H = 60
MEMBERS = ("ada", "ben", "caro", "finn", "hana")


@dataclass
class Coop:
    """Its people by name, and its time."""

    now: datetime = MORNING
    ids: dict[str, int] = field(default_factory=dict)
    decided: int = 0
    paid: int = 0

    def wait(self, **span: float) -> None:
        """Let time pass, and run what came due."""
        self.now += timedelta(**span)
        ran = jobs.tick(self.now)
        assert all(each.ok for each in ran), ran

    def decide(self, *decisions: Decision) -> None:
        """As if everybody had agreed."""
        self.decided += 1
        done = enact(decisions, reference=f"test:{self.decided}", rule=UNANIMOUS, now=self.now)
        assert done.done, done.reason

    def set(self, **values: int | str) -> None:
        """Parameters of this room's section."""
        self.decide(*(SetParameter(f"credit.{name}", value) for name, value in values.items()))

    def trusts(self, truster: str, trusted: str, minutes: int) -> None:
        set_limit(self.ids[truster], person_id=self.ids[trusted], minutes=minutes, now=self.now)

    def pays(self, payer: str, payee: str, minutes: int, key: str = "") -> int:
        self.paid += 1
        used = key or f"test:{self.paid}"
        return pay(self.ids[payer], to_id=self.ids[payee], minutes=minutes, key=used, now=self.now)

    def owes(self, debtor: str, creditor: str) -> int:
        """What one owes the other, less what she is owed."""
        return around.owed_between(self.ids[debtor], self.ids[creditor])

    def balance(self, name: str) -> int:
        return queries.overview(self.viewer(name), now=self.now).balance

    def viewer(self, name: str) -> Viewer:
        return Viewer(self.ids[name])

    def told(self, name: str) -> list[str]:
        """Kinds of notifications, newest first."""
        return [each.kind for each in notifications.for_person(self.viewer(name))]

    def must_be_sound(self) -> None:
        assert counting.wrong() == 0


def begin() -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    made = Coop()
    for name in (*MEMBERS, "dev"):
        made.ids[name] = make_person(name)
        if name != "dev":
            members.enrol(made.ids[name], votes_from=MORNING, now=MORNING)
    made.decide(AppointMandate(str(made.ids["hana"]), "board"))
    made.trusts("ben", "ada", 5 * H)
    made.trusts("caro", "ben", 4 * H)
    made.trusts("finn", "caro", 3 * H)
    return made


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(begin)
