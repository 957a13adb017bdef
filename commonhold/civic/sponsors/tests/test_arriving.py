"""An ad's money comes by a statement, by hand, too late, or is taken back."""

from __future__ import annotations

import pytest

from commonhold.civic.payments.actions import call_off
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.payments.news import ArrivalUndone
from commonhold.civic.payments.refusals import ArrivedAlready, ExpectedNoMore
from commonhold.civic.sponsors import arriving, asked, queries
from commonhold.civic.sponsors.accounts import INCOME
from commonhold.civic.sponsors.actions.answering import decline_ad
from commonhold.civic.sponsors.actions.handing_in import take_back_ad
from commonhold.civic.sponsors.actions.paying import book_payment, book_refund
from commonhold.civic.sponsors.models import Ad
from commonhold.civic.sponsors.refusals import NoSuchAd
from commonhold.civic.sponsors.tests.conftest import Coop
from commonhold.civic.sponsors.vocabulary import State
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import ANYONE, Viewer


def expected_id(ad_id: int) -> int:
    found = asked.expected(Ad.objects.get(id=ad_id))
    assert found is not None
    return found.id


def arrives(coop: Coop, ad_id: int) -> None:
    """As a statement would say it."""
    record_arrival(coop.ids["ben"], expected_id=expected_id(ad_id), now=coop.now)


def test_money_that_a_statement_brings_has_the_ad_run(coop: Coop) -> None:
    made = coop.approved()
    assert coop.seen(made, "caro").reference.startswith("RF")
    arrives(coop, made)
    jobs.tick(coop.now)
    assert coop.seen(made, "gus").line.state is State.RUNNING
    assert ledger.held_in(INCOME) == {"EUR": -1_000}
    jobs.tick(coop.now)
    assert [each.kind for each in coop.seen(made, "ada").steps].count("paid") == 1


def test_booked_by_hand_it_runs_at_once_and_once(coop: Coop) -> None:
    made = coop.runs()
    jobs.tick(coop.now)
    view = coop.seen(made, "gus")
    assert view.line.state is State.RUNNING
    assert [each.by.handle for each in view.steps if each.kind == "paid"] == ["ben"]


def test_between_its_arrival_and_its_run_nobody_declines_or_takes_it_back(coop: Coop) -> None:
    made = coop.approved()
    arrives(coop, made)
    for act in (
        lambda: decline_ad(coop.ids["ada"], ad_id=made, ground="other", reason="No.", now=coop.now),
        lambda: take_back_ad(coop.ids["caro"], ad_id=made, now=coop.now),
        lambda: book_payment(coop.ids["ben"], ad_id=made, now=coop.now),
    ):
        with pytest.raises(ArrivedAlready):
            act()


def test_what_is_declined_or_taken_back_is_expected_no_more(coop: Coop) -> None:
    declined, taken_back = coop.approved(), coop.approved()
    decline_ad(coop.ids["ada"], ad_id=declined, ground="other", reason="No.", now=coop.now)
    take_back_ad(coop.ids["caro"], ad_id=taken_back, now=coop.now)
    for made in (declined, taken_back):
        with pytest.raises(ExpectedNoMore):
            arrives(coop, made)


def test_a_category_that_a_vote_closed_gives_all_of_it_back(coop: Coop) -> None:
    made = coop.approved()
    arrives(coop, made)
    coop.set(books="not-allowed")
    jobs.tick(coop.now)
    line = coop.seen(made, "gus").line
    assert (line.state, line.refund_cents) == (State.ENDED, 1_000)
    assert "sponsors.ad-to-be-refunded" in coop.told("ben")
    book_refund(coop.ids["ben"], ad_id=made, now=coop.now)
    assert ledger.held_in(INCOME).get("EUR", 0) == 0


def test_money_that_its_payer_takes_back_ends_it_and_nothing_is_owed(coop: Coop) -> None:
    made = coop.runs()
    coop.wait(days=2)
    news = ArrivalUndone(expected_id(made), asked.AD, f"ad:{made}", 1_000, "EUR")
    for _again in range(2):
        arriving.on_arrival_undone(news, coop.now)
    line = coop.seen(made, "gus").line
    assert (line.state, line.refund_cents) == (State.ENDED, 0)
    with pytest.raises(ArrivedAlready):
        call_off(kind=asked.AD, subject=f"ad:{made}", now=coop.now)


def test_other_rooms_money_is_not_ours(coop: Coop) -> None:
    made = coop.approved()
    arriving.on_arrival_undone(ArrivalUndone(1, "share", f"ad:{made}", 1_000, "EUR"), coop.now)
    assert coop.seen(made, "caro").line.state is State.APPROVED


def test_an_approved_ad_has_an_invoice_for_whoever_handed_it_in_and_the_treasurer(coop: Coop) -> None:
    made = coop.hands_in()
    assert not coop.seen(made, "caro").has_invoice
    made = coop.approved()

    for name in ("caro", "ben"):
        assert coop.seen(made, name).has_invoice
        pdf = queries.invoice(Viewer(coop.ids[name]), made, now=coop.now)
        assert pdf.name == "invoice-I-2026-00001.pdf"
    arrives(coop, made)
    jobs.tick(coop.now)
    assert not coop.seen(made, "gus").has_invoice
    for nobody in (ANYONE, Viewer(coop.ids["finn"]), Viewer(coop.ids["ada"])):
        with pytest.raises(NoSuchAd):
            queries.invoice(nobody, made, now=coop.now)
