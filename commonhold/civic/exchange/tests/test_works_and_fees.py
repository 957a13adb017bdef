"""Works under a licence, receipts, the co-op's fee, and what a tax office asks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from commonhold.civic.exchange import duties, fees
from commonhold.civic.exchange.actions.asking import agree
from commonhold.civic.exchange.actions.doing import say_done, say_received
from commonhold.civic.exchange.actions.opening import attach_work
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.queries import papers
from commonhold.civic.exchange.refusals import NoSuchAgreement, NotHandedOver, WorkMissing
from commonhold.civic.exchange.tests.conftest import CREDIT, MONEY, Coop
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import Viewer

WORK = {"category": "Photographs, music and texts", "licence": "cc-by-4.0"}


def work(coop: Coop, price: Asked) -> int:
    """Caro offers a photograph, and its file lies beside it."""
    made = coop.offers(price=price, **WORK)
    attach_work(coop.ids["caro"], offer_id=made, data=b"light", filename="lantern.jpg", now=coop.now)
    return made


def got(coop: Coop, by: str, agreement_id: int) -> bytes:
    return papers.work(Viewer(coop.ids[by]), agreement_id, now=coop.now).content


def test_nobody_asks_for_a_work_that_is_not_there(coop: Coop, folder: Path) -> None:
    made = coop.offers(price=MONEY, **WORK)
    with pytest.raises(WorkMissing):
        coop.asks(made)


def test_a_work_is_handed_over_when_its_author_has_the_money(coop: Coop, folder: Path) -> None:
    made = coop.asks(work(coop, MONEY))
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    with pytest.raises(NotHandedOver):
        got(coop, "finn", made)
    assert got(coop, "caro", made) == b"light"
    say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert got(coop, "finn", made) == b"light"
    with pytest.raises(NoSuchAgreement):
        got(coop, "dev", made)
    with pytest.raises(NotHandedOver):
        papers.own_work(Viewer(coop.ids["finn"]), coop.look("finn", made).offer_id)


def test_a_work_for_mutual_credit_is_paid_and_handed_over_at_once(coop: Coop, folder: Path) -> None:
    coop.trust("finn", "caro")
    made = coop.asks(work(coop, CREDIT))
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert say_done(coop.ids["finn"], agreement_id=made, now=coop.now) == ""
    assert got(coop, "finn", made) == b"light"


def test_receipts_are_numbered_without_gaps_and_only_the_two_get_them(coop: Coop) -> None:
    numbers = []
    for _each in range(2):
        made = coop.agrees()
        with pytest.raises(NoSuchAgreement):
            papers.receipt(Viewer(coop.ids["finn"]), made, now=coop.now)
        coop.done(made)
        file = papers.receipt(Viewer(coop.ids["finn"]), made, now=coop.now)
        assert file.content.startswith(b"%PDF")
        numbers.append(file.name)
        with pytest.raises(NoSuchAgreement):
            papers.receipt(Viewer(coop.ids["dev"]), made, now=coop.now)
    assert numbers == ["receipt-1.pdf", "receipt-2.pdf"]


def test_the_fee_is_none_until_members_vote_for_one(coop: Coop) -> None:
    made = coop.agrees(price=MONEY)
    coop.done(made)
    say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert fees.fee_of(made) is None


def test_a_voted_fee_is_asked_of_whoever_received_and_booked_when_it_arrives(coop: Coop) -> None:
    coop.set(fee_permille=20)
    made = coop.agrees(price=MONEY)
    coop.done(made)
    say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert coop.told("caro")[:2] == ["fee", "asked"]
    assert (coop.look("caro", made).fee_cents, coop.look("finn", made).fee_cents) == (100, 0)
    found = fees.fee_of(made)
    assert found is not None
    assert not coop.look("caro", made).fee_is_paid
    record_arrival(coop.ids["ben"], expected_id=found.id, now=coop.now)
    assert coop.look("caro", made).fee_is_paid
    assert ledger.balance(fees.INCOME) == {"EUR": -100}
    assert ledger.check().ok


def test_gifts_and_credit_are_free_of_a_fee(coop: Coop) -> None:
    coop.set(fee_permille=100)
    coop.trust("finn", "caro")
    for price in (Asked(), CREDIT):
        made = coop.agrees(price=price)
        coop.done(made)
        assert fees.fee_of(made) is None


def test_a_year_of_money_stands_beside_what_the_law_asks(coop: Coop) -> None:
    caro = Viewer(coop.ids["caro"])
    assert duties.of_year(caro, now=coop.now).duty is None
    coop.decide(SetParameter("texts.law", "de-eg"))
    for _each in range(2):
        made = coop.agrees(price=Asked(price="money", cents=100_001))
        coop.done(made)
        say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    year = duties.of_year(caro, now=coop.now)
    assert (year.sales, year.sums, year.is_reached) == (2, (("EUR", 200_002),), True)
    assert year.duty is not None
    assert not year.duty.verified
    assert duties.of_year(caro, now=coop.now + timedelta(days=366)).sales == 0
