"""A co-op of five members who offer and ask: ada keeps order, ben keeps the books, caro and finn exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from commonhold.civic.credit.actions import set_limit
from commonhold.civic.exchange.actions.asking import NO_TIME, Span, agree, ask
from commonhold.civic.exchange.actions.doing import say_done
from commonhold.civic.exchange.actions.offering import Draft, publish_offer
from commonhold.civic.exchange.models import Agreement
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.queries import agreements, offers
from commonhold.civic.exchange.queries.agreements import AgreementView
from commonhold.civic.exchange.queries.offers import OfferView
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import actions as members
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

MEMBERS = ("ada", "ben", "caro", "dev", "finn")


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
        self.decide(*(SetParameter(f"exchange.{key}", value) for key, value in values.items()))

    def told(self, name: str) -> list[str]:
        """Kinds of notifications of ours, newest first."""
        kinds = [each.kind for each in notifications.for_person(Viewer(self.ids[name]))]
        return [each.removeprefix("exchange.") for each in kinds if each.startswith("exchange.")]

    def offers(self, by: str = "caro", **changes: Any) -> int:
        draft = Draft(**{**RIDE, **changes})
        return publish_offer(self.ids[by], draft=draft, now=self.now)

    def sees(self, by: str, offer_id: int) -> OfferView:
        return offers.offer(Viewer(self.ids.get(by)), offer_id, now=self.now)

    def asks(self, offer_id: int, by: str = "finn", span: Span = NO_TIME, words: str = "") -> int:
        return ask(self.ids[by], offer_id=offer_id, span=span, words=words, now=self.now)

    def agrees(self, by: str = "finn", to: str = "caro", span: Span = NO_TIME, **changes: Any) -> int:
        """`to` offers, `by` asks, and `to` says yes; return the agreement's id."""
        made = self.asks(self.offers(to, **changes), by, span)
        agree(self.ids[to], agreement_id=made, now=self.now)
        return made

    def done(self, agreement_id: int, *names: str) -> str:
        """These say that it is done; return what the last one is told."""
        said = ""
        for name in names or ("caro", "finn"):
            said = say_done(self.ids[name], agreement_id=agreement_id, now=self.now)
        return said

    def look(self, by: str, agreement_id: int) -> AgreementView:
        return agreements.agreement(Viewer(self.ids[by]), agreement_id, now=self.now)

    def state(self, agreement_id: int) -> str:
        return Agreement.objects.get(id=agreement_id).state

    def trust(self, *chain: str, hours: int = 5) -> None:
        """Each trusts the one before, so that credit goes from the first to the last."""
        for giver, taker in pairwise(chain):
            set_limit(self.ids[taker], person_id=self.ids[giver], minutes=hours * 60, now=self.now)

    def span(self, days: int, length: float = 2) -> Span:
        """So many days from today at noon, for so many hours."""
        return Span(self.at(days), self.at(days) + timedelta(hours=length))

    def at(self, days: int, hour: int = 12) -> datetime:
        """So many days from today, at that hour in UTC."""
        return (self.now + timedelta(days=days)).replace(hour=hour, minute=0)


RIDE: dict[str, Any] = {
    "direction": "offer",
    "category": "Rides",
    "title": "A seat to the coast on Saturday",
    "text": "I drive anyway.",
    "place": "Old town",
}
CREDIT = Asked(price="credit", per="whole", minutes=60)
MONEY = Asked(price="money", per="whole", cents=5_000)


def build() -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    coop = Coop()
    for name in MEMBERS:
        coop.ids[name] = make_person(name)
        members.enrol(coop.ids[name], votes_from=MORNING, now=MORNING)
    coop.ids["eve"] = make_person("eve")  # who has an account, and is no member
    roles = [("ada", "moderator"), ("ben", "treasurer")]
    coop.decide(*(AppointMandate(str(coop.ids[name]), role) for name, role in roles))
    books.open_books(now=MORNING)
    return coop


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    """Where files of this test lie."""
    settings.DATA_DIR = tmp_path
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    return tmp_path


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(build)
