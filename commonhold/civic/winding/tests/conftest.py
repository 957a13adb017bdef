"""The co-op with shares, whose members decide to end it: ada and ben are named liquidators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.shares.reconciling import reconcile
from commonhold.civic.shares.tests.conftest import ShareCoop
from commonhold.civic.shares.tests.conftest import prepare as with_shares
from commonhold.civic.treasury.tests.conftest import FOUNDERS
from commonhold.civic.winding import actions
from commonhold.civic.winding.decisions import WindDown
from commonhold.civic.winding.models import PlannedStage
from commonhold.civic.winding.stages import current
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.stage import Stage

HEIR = "Friends of the Harbour"


@dataclass
class EndingCoop(ShareCoop):
    """A co-op that may end."""

    def tries(self, decision: Decision) -> str:
        """Why it failed; empty where it was carried out."""
        self.decided += 1
        done = enact([decision], reference=f"test:{self.decided}", rule=UNANIMOUS, now=self.now)
        return str(done.reason)

    def ends(self) -> None:
        self.decide(WindDown("@ada, ben", HEIR))

    def waits_for(self, stage: Stage) -> None:
        """Time passes until it begins, from one day on which something is due to the next."""
        for planned in PlannedStage.objects.filter(winding=current(), begun_at=None).order_by("id"):
            planned.refresh_from_db()
            self.now = max(self.now, planned.due_at)
            self.wait(seconds=1)
            if planned.stage == stage:
                break
        assert ending.stage() == stage

    def under(self, law: str) -> None:
        """German law lets a notice end with a year alone."""
        self.decide(SetParameter("shares.notice_to", "year-end"), SetParameter("texts.law", law))

    def settles(self) -> None:
        settlement = actions.ask_to_settle(self.ids["ada"], now=self.now)
        actions.confirm_settlement(self.ids["ben"], settlement_id=settlement, now=self.now)

    def notes(self, kind: str, account: str, cents: int, *, by: str = "ada", words: str = "The last") -> int:
        return actions.ask_to_book(
            self.ids[by],
            kind=kind,
            account=account,
            cents=cents,
            currency="EUR",
            words=words,
            now=self.now,
        )

    def books(self, kind: str, account: str, cents: int) -> int:
        """One writes it down, and another confirms."""
        return self.confirms(self.notes(kind, account, cents))

    def confirms(self, booking: int, by: str = "ben") -> int:
        return actions.confirm_booking(self.ids[by], booking_id=booking, now=self.now)

    def gives_money(self, cents: int) -> None:
        self.spend(-cents, on="income:other")


def prepare() -> EndingCoop:
    made = with_shares(FOUNDERS)
    return EndingCoop(made.now, made.ids, made.applications, made.decided)


@pytest.fixture
def coop(db: None) -> Iterator[EndingCoop]:
    made = prepare()
    yield made
    assert reconcile().agrees
