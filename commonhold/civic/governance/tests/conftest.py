"""A small co-op: twelve members from three branches, ada first, and a clock that tests move."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import SetParameter, setting
from commonhold.civic.members import actions as members
from commonhold.ground.charter import register
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.queries import next_due
from commonhold.social.people import actions as people
from tests.begun import Begun

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
NAMES = ["ada", "ben", "caro", "dev", "finn", "hana", "ivo", "jun", "kai", "lea", "mia", "noa"]
FEWER_DAYS = SetParameter("governance.voting_days", 3)


@dataclass
class Coop:
    """Its people by name, and its time."""

    now: datetime = NOON
    ids: dict[str, int] = field(default_factory=dict)

    def open(self, *decisions: Decision, by: str = "ada", title: str = "Shorter votes") -> int:
        """A proposal under vote."""
        made = draft_proposal(self.ids[by], title=title, decisions=decisions or [FEWER_DAYS], now=self.now)
        announce_proposal(self.ids[by], proposal_id=made, now=self.now)
        return made

    def vote(self, proposal_id: int, **choices: str) -> dict[str, str]:
        """Each named person's choice; returns their receipts."""
        return {
            name: cast_ballot(self.ids[name], proposal_id=proposal_id, choice=choice, now=self.now)
            for name, choice in choices.items()
        }

    def wait(self, **span: float) -> list[jobs.Ran]:
        """Let time pass, and run what comes due, at its own hour and in order."""
        until, ran = self.now + timedelta(**span), []
        while (due := next_due(until=until)) is not None:
            self.now = max(due, self.now)
            ran += jobs.tick(self.now)
        self.now = until
        return [*ran, *jobs.tick(self.now)]

    def is_away(self, **span: float) -> None:
        """The machine is off for so long; what came due runs when it is back."""
        self.now += timedelta(**span)
        jobs.tick(self.now)


def build() -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=NOON)
    coop = Coop()
    for number, name in enumerate(NAMES):
        coop.ids[name] = people.create_person(login_id=None, handle=name, display_name=name.title(), now=NOON)
        members.enrol(coop.ids[name], branch=number % 3 + 1, votes_from=NOON, now=NOON)
    everything = [setting(each.key, each.write(each.default)) for each in register.parameters()]
    enact(everything, reference="founding", rule=UNANIMOUS, now=NOON)
    jobs.tick(NOON)
    return coop


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(build)
