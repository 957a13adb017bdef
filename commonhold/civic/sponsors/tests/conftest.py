"""A co-op that allows ads for books and crafts: ada and ben are its panel, ben is its treasurer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.sponsors import queries
from commonhold.civic.sponsors.actions.answering import approve_ad
from commonhold.civic.sponsors.actions.handing_in import Offer, hand_in_ad
from commonhold.civic.sponsors.actions.paying import book_payment
from commonhold.civic.sponsors.queries import AdView
from commonhold.civic.treasury.actions import books
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

MEMBERS = ("ada", "ben", "caro", "finn")


@dataclass
class Coop:
    """Its people by name, and its time."""

    now: datetime = MORNING
    ids: dict[str, int] = field(default_factory=dict)
    decided: int = 0

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
        """Parameters of our section of the charter."""
        self.decide(*(SetParameter(f"sponsors.{key}", value) for key, value in values.items()))

    def told(self, name: str) -> list[str]:
        """Kinds of notifications, newest first."""
        return [each.kind for each in notifications.for_person(Viewer(self.ids[name]))]

    def hands_in(self, by: str | None = "caro", **changes: Any) -> int:
        offer = Offer(**{**OFFER, **changes})
        return hand_in_ad(None if by is None else self.ids[by], offer=offer, now=self.now)

    def approved(self, by: str | None = "caro", **changes: Any) -> int:
        made = self.hands_in(by, **changes)
        for name in ("ada", "ben"):
            approve_ad(self.ids[name], ad_id=made, now=self.now)
        return made

    def runs(self, by: str | None = "caro", **changes: Any) -> int:
        made = self.approved(by, **changes)
        book_payment(self.ids["ben"], ad_id=made, now=self.now)
        return made

    def seen(self, ad_id: int, by: str, *, key: str = "") -> AdView:
        viewer = Viewer(self.ids.get(by))
        return queries.ad(viewer, ad_id, key=key, now=self.now)


OFFER: dict[str, Any] = {
    "sponsor": "Paper Lantern Books",
    "imprint": "Paper Lantern Books, 3 Mill Lane",
    "contact": "hello@lantern-books.example",
    "category": "books",
    "text": "Second-hand books, by the river.",
    "link": "https://lantern-books.example/",
    "weeks": 2,
    "tags": ["#Seeds"],
}


def build() -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    coop = Coop()
    for name in MEMBERS:
        coop.ids[name] = make_person(name)
        members.enrol(coop.ids[name], votes_from=MORNING, now=MORNING)
    roles = [("ada", "sponsors"), ("ben", "sponsors"), ("ben", "treasurer")]
    coop.decide(*(AppointMandate(str(coop.ids[name]), role) for name, role in roles))
    coop.set(books="allowed", crafts="allowed", own_default="on")
    books.open_books(now=MORNING)
    return coop


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(build)
