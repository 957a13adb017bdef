"""A co-op of twelve: Ben and Caro keep order, Finn wrote something, Ada reports it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.lending.tests.houses import Bakers
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.models import Draw, Juror, Measure
from commonhold.civic.moderation.vocabulary import Answer
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.social.posts.actions import publish_post
from tests.begun import Begun


@dataclass
class Case:
    """A co-op with a post of Finn's that Ada reported and Ben made a case of."""

    coop: Coop
    post: int
    id: int
    votes: int = 1

    @property
    def now(self) -> datetime:
        return self.coop.now

    def who(self, name: str) -> int:
        return self.coop.ids[name]

    def measure(
        self, kind: str, by: str = "ben", days: int = 0, *, law: str = "", safety: bool = False
    ) -> int:
        return actions.take_measure(
            self.who(by),
            case_id=self.id,
            kind=kind,
            reasons=Reasons("He called us fools.", "" if law else queries.rules()[0], law),
            days=days,
            label="Unkind" if kind == "label" else "",
            is_for_safety=safety,
            now=self.now,
        )

    def appeal(self, measure_id: int, commitment: str = "") -> int:
        return actions.appeal(
            self.who("finn"),
            measure_id=measure_id,
            words="It was a joke.",
            commitment=commitment,
            now=self.now,
        )

    def review(self, appeal_id: int, *, upholds: bool, by: str = "caro") -> None:
        actions.review(self.who(by), appeal_id=appeal_id, upholds=upholds, reasons="I looked.", now=self.now)

    def vote(self, draw_id: int, *, upholding: int) -> None:
        """All who sit vote; so many uphold."""
        seated = Juror.objects.filter(draw_id=draw_id, answer__in=[Answer.CALLED, Answer.SERVES])
        for number, juror in enumerate(seated.order_by("place")):
            actions.take_seat(juror.person_id or 0, draw_id=draw_id, now=self.now)
            actions.give_verdict(
                juror.person_id or 0,
                draw_id=draw_id,
                upholds=number < upholding,
                reasons="I read it all.",
                now=self.now,
            )

    def state(self, measure_id: int) -> Measure:
        return Measure.objects.get(id=measure_id)

    def decides(self, *decisions: Decision) -> None:
        self.votes += 1
        enact(list(decisions), reference=f"proposal:{self.votes}", rule=UNANIMOUS, now=self.now)

    def jury(self, measure_id: int, upholding: int) -> Draw:
        """The lot is drawn, and those who sit vote."""
        draw = Draw.objects.filter(measure_id=measure_id).latest("id")
        self.coop.wait(hours=25)
        self.vote(draw.id, upholding=upholding)
        draw.refresh_from_db()
        return draw


def tell() -> Case:
    coop = build()
    given = [AppointMandate(str(coop.ids[name]), Role.MODERATOR) for name in ("ben", "caro")]
    enact(given, reference="proposal:1", rule=UNANIMOUS, now=coop.now)
    post = publish_post(coop.ids["finn"], text="You are all fools", now=coop.now)
    sent = actions.report(coop.ids["ada"], about=f"post:{post}", rule=queries.rules()[0], now=coop.now)
    made = actions.open_case(coop.ids["ben"], report_id=sent, now=coop.now)
    return Case(coop, post, made)


@pytest.fixture
def case(begun: Begun) -> Case:
    return begun(tell)


@pytest.fixture
def bakers(case: Case, tmp_path: Path) -> Bakers:
    found = Bakers(tmp_path / "bakers", lambda: case.now)
    found.agrees()
    return found
