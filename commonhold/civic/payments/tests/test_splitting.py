"""Somebody is paid by card, directly: what begins it, what the processor says of it, and what is ours."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.payments import processors
from commonhold.civic.payments.accounts import PROCESSOR
from commonhold.civic.payments.actions.splitting import (
    arrive_by_processor,
    begin_split_payment,
    book_split,
    keep_account,
)
from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.news import SplitPaid
from commonhold.civic.payments.refusals import AmountNotAllowed, NoProcessor, NotPaidByCard
from commonhold.civic.payments.split_models import SplitPayment
from commonhold.civic.payments.tests.conftest import expects
from commonhold.ground.ledger import queries as ledger


@pytest.fixture
def ready(coop, monkeypatch):
    """A processor is set up, and Caro has an account with it."""
    monkeypatch.setattr(processors, "_set_up", object)
    keep_account(coop.ids["caro"], account="acct_caro", is_ready=True, now=coop.now)
    return coop


def begins(coop, payee: str = "caro", cents: int = 1_000, ours: int = 100) -> int:
    facts: dict[str, Any] = {"kind": "work", "subject": "1", "currency": "EUR", "words": "A picture"}
    return begin_split_payment(
        coop.ids["finn"], payee_id=coop.ids[payee], cents=cents, ours=ours, now=coop.now, **facts
    )


def says(payment: int, cents: int = 1_000) -> Event:
    return Event("evt_1", "paid", payment, "pi_1", "paid:1", cents, "EUR")


def test_it_is_paid_once_however_often_that_is_said(ready, told):
    payment = begins(ready)
    assert begins(ready) == payment
    for cents in (999, 1_000, 1_000):
        book_split(says(payment, cents), now=ready.now)
    assert [each.payment_id for each in told if isinstance(each, SplitPaid)] == [payment]


def test_nobody_is_paid_without_an_account_that_is_ready_nor_less_than_is_ours(ready):
    with pytest.raises(NotPaidByCard):
        begins(ready, "ben")
    with pytest.raises(AmountNotAllowed):
        begins(ready, cents=100)
    keep_account(ready.ids["caro"], account="acct_caro", is_ready=False, now=ready.now)
    with pytest.raises(NotPaidByCard):
        begins(ready)


def test_without_a_processor_nothing_begins(ready, monkeypatch):
    monkeypatch.setattr(processors, "_set_up", lambda: None)
    with pytest.raises(NoProcessor):
        begins(ready)
    assert not SplitPayment.objects.exists()


def test_our_part_comes_from_the_processor_once(coop):
    expects(coop, "finn", cents=100)
    for _again in range(2):
        arrive_by_processor(kind="share", subject="1", now=coop.now)
    arrive_by_processor(kind="share", subject="of nobody", now=coop.now)
    assert ledger.held_in(PROCESSOR) == {"EUR": 100}
