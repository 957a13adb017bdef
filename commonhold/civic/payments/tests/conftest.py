"""The treasury's co-op on its first day, with an account for shares as rooms above would open it."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.payments import accounts, actions
from commonhold.civic.payments.tests.files import OURS
from commonhold.civic.treasury.tests.conftest import FOUNDERS, Coop, build
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.news import bus
from tests.begun import Begun
from tests.cast import MORNING

SHARES, WORK = "equity:shares", "liabilities:work"


def prepare(coop: Coop) -> Coop:
    ledger.open_account(SHARES, name="Shares", at=MORNING)
    ledger.open_account(WORK, name="Owed for work", at=MORNING)
    ledger.open_account("expenses:work", name="Work", at=MORNING)
    accounts.open_accounts(now=MORNING)
    return coop


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(_prepared)


def _prepared() -> Coop:
    return prepare(build(FOUNDERS))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[bus.News]:
    """All news of this test, in order, besides what happens to it."""
    heard: list[bus.News] = []
    publish = bus.publish

    def listen(event: bus.News, *, now: Any) -> None:
        heard.append(event)
        publish(event, now=now)

    monkeypatch.setattr(bus, "publish", listen)
    return heard


def expects(coop: Coop, name: str | None, subject: str = "1", cents: int = 2_500, **changes: Any) -> str:
    facts: dict[str, Any] = {"kind": "share", "account": SHARES, "currency": "EUR", "words": "A share"}
    person = None if name is None else coop.ids[name]
    return actions.expect(
        **{**facts, **changes}, subject=subject, cents=cents, person_id=person, now=coop.now
    )


def owes(coop: Coop, name: str, subject: str = "1", cents: int = 2_500, currency: str = "EUR") -> int:
    """As a room above does it: it credits the liability, then says to whom."""
    ledger.post(
        kind="work.valued",
        key=f"work:{subject}",
        cause=f"work:{subject}",
        legs=[Leg("expenses:work", cents, currency), Leg(WORK, -cents, currency)],
        at=coop.now,
    )
    return actions.owe(
        kind="work",
        subject=subject,
        account=WORK,
        cents=cents,
        currency=currency,
        person_id=coop.ids[name],
        words="Two evenings of moderation",
        now=coop.now,
    )


def give_account(coop: Coop) -> Coop:
    """The charter names our account, and what is paid out as soon as there is something."""
    coop.decide(
        SetParameter("payments.account", OURS),
        SetParameter("payments.payout_every_days", 0),
    )
    return coop


@pytest.fixture
def banked(coop: Coop) -> Coop:
    return give_account(coop)
