"""Somebody is paid by card, directly: what begins it, what the processor says of it, and what is ours."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.payments import personal_data, processors
from commonhold.civic.payments.accounts import PROCESSOR
from commonhold.civic.payments.actions.asking import owe_back
from commonhold.civic.payments.actions.cards import begin_card_payment, book_card_event
from commonhold.civic.payments.actions.splitting import (
    arrive_by_processor,
    begin_split_payment,
    book_split,
    forget_account,
    keep_account,
)
from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.models import CardStep, Expected, Owed
from commonhold.civic.payments.news import SplitPaid
from commonhold.civic.payments.refusals import AmountNotAllowed, NoProcessor, NotPaidByCard
from commonhold.civic.payments.split_models import PayeeAccount, SplitPayment
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


def says(payment: int, cents: int = 1_000, account: str = "acct_caro", ours: int = 100) -> Event:
    return Event("evt_1", "paid", payment, "pi_1", "paid:1", cents, "EUR", account, ours)


def test_it_is_paid_once_however_often_that_is_said(ready, told):
    payment = begins(ready)
    assert begins(ready) == payment
    for cents in (999, 1_000, 1_000):
        book_split(says(payment, cents), now=ready.now)
    assert [each.payment_id for each in told if isinstance(each, SplitPaid)] == [payment]


def test_who_holds_an_account_marks_nothing_as_paid_that_is_not_paid_there_with_our_part(ready, told):
    payment = begins(ready)
    for event in (says(payment, account="acct_ben"), says(payment, account=""), says(payment, ours=0)):
        book_split(event, now=ready.now)
    expects(ready, "caro")
    own = begin_card_payment(ready.ids["caro"], expected_id=Expected.objects.get().id, now=ready.now)
    book_card_event(says(own, cents=2_500), now=ready.now)
    assert told == []
    assert not CardStep.objects.exists()


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


@pytest.mark.parametrize(("asked", "owed"), [(100, 0), (70, 30), (101, 100), (None, 100)])
def test_our_part_is_what_was_expected_and_what_is_over_is_owed_to_whoever_was_paid(ready, asked, owed):
    if asked is not None:
        expects(ready, "caro", cents=asked)
    payment = begins(ready)
    book_split(says(payment), now=ready.now)
    arrive_by_processor(payment_id=payment, kind="share", subject="1", now=ready.now)
    assert ledger.held_in(PROCESSOR) == {"EUR": 100}
    assert sum(row.cents for row in Owed.objects.filter(person_id=ready.ids["caro"])) == owed


def test_a_late_payment_to_whoever_left_is_booked_and_her_account_is_not_kept(ready, told):
    late, done = begins(ready), begins(ready, cents=2_000)
    book_split(says(done, 2_000), now=ready.now)
    personal_data.erase(ready.ids["caro"], ready.now)
    assert not PayeeAccount.objects.exists()
    kept = dict(SplitPayment.objects.values_list("id", "left_account"))
    assert (kept[done], "acct_caro" in kept[late], len(kept[late])) == ("", False, 64)
    for event in (says(late, account="acct_ben"), says(late, account=""), says(late, ours=0)):
        book_split(event, now=ready.now)
    assert [each.payment_id for each in told if isinstance(each, SplitPaid)] == [done]
    for _again in range(2):
        book_split(says(late), now=ready.now)
    assert [each.payment_id for each in told if isinstance(each, SplitPaid)] == [done, late]
    assert set(SplitPayment.objects.values_list("left_account", flat=True)) == {""}
    arrive_by_processor(payment_id=late, kind="share", subject="1", now=ready.now)
    assert ledger.held_in(PROCESSOR) == {"EUR": 100}


def test_who_has_no_account_forgets_none(ready):
    begins(ready)
    forget_account(ready.ids["finn"])
    assert PayeeAccount.objects.exists()
    assert SplitPayment.objects.get().left_account == ""


def test_where_nothing_is_over_nothing_is_owed_back(coop):
    owe_back(coop.ids["caro"], 0, "EUR", subject="split:1", key="card:split:1", now=coop.now)
    assert not Owed.objects.exists()
