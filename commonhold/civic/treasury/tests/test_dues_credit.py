"""Credit on dues lowers what is owed, is never lost, and is in the books to the cent."""

from __future__ import annotations

import pytest
from django.db.models import Sum

from commonhold.civic.treasury import credits
from commonhold.civic.treasury.models import DuesCredit
from commonhold.civic.treasury.queries.dues import ChargeState
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as books
from commonhold.ground.ledger.entry import Leg


def grant(coop, of: str = "split:2026-04", **cents: int) -> None:
    """As a split does: into the books, and to each."""
    ledger.open_account("liabilities:dues-credit", name="Credit", at=coop.now)
    ledger.open_account("expenses:test", name="Test", at=coop.now)
    total = sum(cents.values())
    legs = [Leg("expenses:test", total, "EUR"), Leg("liabilities:dues-credit", -total, "EUR")]
    ledger.post(kind="test", key=of, cause=of, legs=legs, at=coop.now)
    credits.grant(
        {coop.ids[name]: each for name, each in cents.items()}, currency="EUR", reference=of, now=coop.now
    )


@pytest.fixture(autouse=True)
def _books_and_credits_agree(coop):
    yield
    owed = -books.held_in("liabilities:dues-credit").get("EUR", 0)
    open_ = {"charge__isnull": False, "charge__receipt": None}  # set aside, and not booked yet
    settled = DuesCredit.objects.exclude(**open_).aggregate(cents=Sum("cents"))
    assert owed == (settled["cents"] or 0)


def test_credit_lowers_what_is_open_and_the_rest_is_paid(coop):
    grant(coop, caro=180)
    assert coop.my_dues("caro").owed_cents == 320
    entry = books.entry(coop.pay("caro"))
    assert entry.legs == (
        Leg("assets:bank", 320, "EUR"),
        Leg("liabilities:dues-credit", 180, "EUR"),
        Leg("income:dues", -500, "EUR"),
    )
    assert coop.my_dues("caro").owed_cents == 0


def test_credit_for_all_of_it_settles_at_once_and_waits_with_the_rest(coop):
    grant(coop, caro=620)
    mine = coop.my_dues("caro")
    assert (mine.charges[0].state, mine.owed_cents, mine.credit_cents) == (ChargeState.RECEIVED, 0, 120)
    assert mine.next_cents == 380
    coop.wait(days=30)
    assert coop.my_dues("caro").owed_cents == 380
    assert coop.my_dues("caro").credit_cents == 0


def test_the_same_credit_is_granted_once(coop):
    grant(coop, caro=100)
    credits.grant({coop.ids["caro"]: 100}, currency="EUR", reference="split:2026-04", now=coop.now)
    assert coop.my_dues("caro").owed_cents == 400


def test_the_fund_pays_all_and_credit_waits_for_whom_it_carries(coop):
    grant(coop, caro=100)
    coop.waive("caro")
    assert coop.my_dues("caro").credit_cents == 100
    coop.wait(days=30)
    assert coop.my_dues("caro").credit_cents == 100


def test_credit_in_another_currency_pays_no_charge_of_ours(coop):
    ledger.open_account("liabilities:dues-credit", name="Credit", at=coop.now)
    credits.grant({coop.ids["caro"]: 100}, currency="JPY", reference="split:2026-04", now=coop.now)
    assert coop.my_dues("caro").owed_cents == 500
    DuesCredit.objects.all().delete()


def test_what_is_left_can_be_taken_out_once(coop):
    coop.pay("caro")
    grant(coop, caro=100)
    assert credits.take_out(coop.ids["caro"], reference="left", now=coop.now) == {"EUR": 100}
    assert credits.held_by(coop.ids["caro"]) == {}
    ledger.post(
        kind="test",
        key="out",
        cause="out",
        legs=[Leg("liabilities:dues-credit", 100, "EUR"), Leg("assets:bank", -100, "EUR")],
        at=coop.now,
    )
