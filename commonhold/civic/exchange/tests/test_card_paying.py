"""A licensed work paid by card: the processor pays its author, the co-op has its fee, and that settles it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commonhold.civic.exchange import personal_data
from commonhold.civic.exchange.actions.asking import agree
from commonhold.civic.exchange.actions.doing import say_received
from commonhold.civic.exchange.actions.going import cancel
from commonhold.civic.exchange.actions.paying import begin_to_pay_by_card
from commonhold.civic.exchange.fees import fee_of
from commonhold.civic.exchange.refusals import NotYours
from commonhold.civic.exchange.tests.conftest import MONEY, Coop
from commonhold.civic.exchange.tests.test_works_and_fees import got, work
from commonhold.civic.payments import personal_data as paid_data
from commonhold.civic.payments import processors
from commonhold.civic.payments.actions.cards import book_card_event
from commonhold.civic.payments.actions.splitting import keep_account
from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.models import Owed
from commonhold.civic.payments.queries import splits
from commonhold.civic.payments.refusals import NoSuchPayment, NotPaidByCard
from commonhold.civic.payments.split_models import SplitPayment
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import Viewer


class Pretended:
    """A processor that answers at once, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def page_to_pay_somebody(self, **said: Any) -> str:
        self.asked.append(said)
        return "https://pay.example/1"


@pytest.fixture
def processor(coop: Coop, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Pretended:
    """It is set up, and Caro can be paid by card."""
    made = Pretended()
    monkeypatch.setattr(processors, "_set_up", lambda: made)
    keep_account(coop.ids["caro"], account="acct_caro", is_ready=True, now=coop.now)
    coop.set(fee_permille=100)
    return made


def agreed(coop: Coop) -> int:
    made = coop.asks(work(coop, MONEY))
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    return made


def begins(coop: Coop, agreement: int, by: str = "finn") -> int:
    return begin_to_pay_by_card(coop.ids[by], agreement_id=agreement, now=coop.now)


def pays(coop: Coop, payment: int, cents: int = 5_000, event: int = 1) -> None:
    said = (f"evt_{payment}_{event}", "paid", payment, f"pi_{event}", f"paid:{event}", cents, "EUR")
    book_card_event(Event(*said, account="acct_caro", ours=500), now=coop.now)
    coop.wait(minutes=1)


def test_its_author_is_paid_by_the_processor_and_the_fee_is_in_the_books(
    coop: Coop, processor: Pretended
) -> None:
    made = agreed(coop)
    assert coop.look("finn", made).may_pay_by_card
    payment = begins(coop, made)
    assert begins(coop, made) == payment
    viewer = Viewer(coop.ids["finn"])
    assert splits.page_to_pay_somebody(viewer, payment, public_url="http://coop.example")
    assert {"account": "acct_caro", "cents": 5_000, "ours": 500}.items() <= processor.asked[0].items()
    pays(coop, payment)
    assert (coop.state(made), got(coop, "finn", made)) == ("settled", b"light")
    fee = fee_of(made)
    assert fee is not None
    assert (fee.cents, fee.is_here) == (500, True)
    held = [ledger.held_in(each)["EUR"] for each in ("assets:card-processor", "income:exchange")]
    assert held == [500, -500]
    pays(coop, payment)
    assert ledger.check().ok
    assert splits.split_payment(viewer, payment).is_paid


def test_what_was_not_all_of_it_or_came_after_its_end_settles_nothing(
    coop: Coop, processor: Pretended
) -> None:
    made = agreed(coop)
    payment = begins(coop, made)
    pays(coop, payment, cents=4_999)
    assert coop.state(made) == "agreed"
    cancel(coop.ids["caro"], agreement_id=made, now=coop.now)
    pays(coop, payment, event=2)
    assert coop.state(made) == "cancelled"
    assert coop.told("caro")[0] == "paid-by-card"
    assert [row.cents for row in Owed.objects.filter(person_id=coop.ids["caro"])] == [500]


def test_what_is_paid_after_its_author_left_is_in_the_books_and_its_buyer_hears_of_it(
    coop: Coop, processor: Pretended
) -> None:
    payment = begins(coop, made := agreed(coop))
    for each in (personal_data, paid_data):
        each.erase(coop.ids["caro"], coop.now)
    pays(coop, payment)
    assert (coop.state(made), coop.told("finn")[0]) == ("cancelled", "paid-by-card")
    assert ledger.held_in("assets:card-processor") == {"EUR": 500}
    assert ledger.check().ok


def test_what_its_author_said_she_has_and_is_paid_by_card_too_asks_for_one_fee(
    coop: Coop, processor: Pretended
) -> None:
    made = agreed(coop)
    payment = begins(coop, made)
    say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    pays(coop, payment)
    fee = fee_of(made)
    assert fee is not None
    assert fee.is_here
    assert not Owed.objects.exists()
    assert ledger.held_in("assets:card-processor") == {"EUR": 500}


def test_who_may_not_begin_and_what_cannot_be_paid_so(coop: Coop, processor: Pretended) -> None:
    made = agreed(coop)
    with pytest.raises(NotYours):
        begins(coop, made, "caro")
    with pytest.raises(NotYours):
        begins(coop, coop.agrees(price=MONEY))
    payment = begins(coop, made)
    with pytest.raises(NoSuchPayment):
        splits.split_payment(Viewer(coop.ids["dev"]), payment)
    keep_account(coop.ids["caro"], account="acct_caro", is_ready=False, now=coop.now)
    assert not coop.look("finn", made).may_pay_by_card
    with pytest.raises(NotPaidByCard):
        splits.page_to_pay_somebody(Viewer(coop.ids["finn"]), payment, public_url="")


def test_without_a_processor_its_author_is_paid_directly(
    coop: Coop, processor: Pretended, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = agreed(coop)
    monkeypatch.setattr(processors, "_set_up", lambda: None)
    assert not coop.look("finn", made).may_pay_by_card
    with pytest.raises(NotYours):
        begins(coop, made)
    assert not SplitPayment.objects.exists()
