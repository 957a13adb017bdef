"""A proposal of Ada's, talked over by twelve members; see governance's own tests for the co-op."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from commonhold.civic.deliberation.actions.amendments import suggest_amendment
from commonhold.civic.deliberation.actions.remarks import make_remark
from commonhold.civic.deliberation.actions.statements import answer_statement, make_statement
from commonhold.civic.deliberation.queries import opinion_map
from commonhold.civic.governance import stages
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.governance.vocabulary import State
from commonhold.social.people.queries import Viewer
from tests.begun import Begun

THREE = SetParameter("governance.voting_days", 3)
FIVE = SetParameter("governance.voting_days", 5)


@dataclass
class Talk:
    """One proposal under discussion, and what people do there by their names."""

    coop: Coop
    id: int

    def looks(self, name: str) -> Viewer:
        return Viewer(self.coop.ids[name])

    def says(self, name: str, text: str, to: int | None = None) -> int:
        by, now = self.coop.ids[name], self.coop.now
        return make_remark(by, proposal_id=self.id, text=text, parent_id=to, now=now)

    def states(self, name: str, text: str) -> int:
        return make_statement(self.coop.ids[name], proposal_id=self.id, text=text, now=self.coop.now)

    def answers(self, name: str, statement_id: int, answer: str) -> None:
        answer_statement(self.coop.ids[name], statement_id=statement_id, answer=answer, now=self.coop.now)

    def suggests(self, name: str, **said) -> int:
        given = {"title": "Longer votes", "text": "Why hurry?", "decisions": [FIVE], "because": "Holidays"}
        return suggest_amendment(
            self.coop.ids[name], proposal_id=self.id, now=self.coop.now, **{**given, **said}
        )

    def ends(self) -> None:
        """The vote opens."""
        stages.arrive(stages.lock(self.id), State.VOTING, now=self.coop.now)


@pytest.fixture
def coop(begun: Begun) -> Coop:
    opinion_map._drawn.clear()
    return begun(build)


@pytest.fixture
def talk(coop) -> Talk:
    made = draft(coop)
    stages.arrive(stages.lock(made), State.TALK, now=coop.now)
    return Talk(coop, made)


def draft(coop: Coop) -> int:
    return draft_proposal(
        coop.ids["ada"], title="Shorter votes", text="We are quick.", decisions=[THREE], now=coop.now
    )


def announced(coop: Coop) -> int:
    made = draft(coop)
    announce_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)
    return made
