"""Several at once, with real commits, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.sponsors import counting
from commonhold.civic.sponsors.accounts import INCOME
from commonhold.civic.sponsors.actions.answering import approve_ad, decline_ad, end_ad
from commonhold.civic.sponsors.actions.paying import book_payment, book_refund
from commonhold.civic.sponsors.models import AdStep, DayCount
from commonhold.civic.sponsors.tests.conftest import Coop, build
from commonhold.ground.ledger import queries as ledger
from tests.together import ended_at_once

pytestmark = pytest.mark.both_databases


@pytest.fixture
def town(committing_db) -> Coop:
    coop = build()
    coop.decide(AppointMandate(str(coop.ids["ada"]), "treasurer"))
    return coop


def test_two_treasurers_at_once_book_a_payment_and_a_refund_once(town: Coop) -> None:
    made = town.approved()
    treasurers = [town.ids[name] for name in ("ada", "ben")]
    paying = [lambda by=by: book_payment(by, ad_id=made, now=town.now) for by in treasurers]
    assert ended_at_once(*paying) == ["AdIsOver", "done"]
    assert ledger.held_in(INCOME) == {"EUR": -1_000}
    town.wait(days=3)
    back = end_ad(town.ids["ada"], ad_id=made, ground="other", reason="It moved away.", now=town.now)
    refunding = [lambda by=by: book_refund(by, ad_id=made, now=town.now) for by in treasurers]
    assert ended_at_once(*refunding) == ["NothingToRefund", "done"]
    assert ledger.held_in(INCOME) == {"EUR": back - 1_000}
    assert ledger.check().ok


def test_of_a_yes_and_a_no_at_once_the_no_ends_it(town: Coop) -> None:
    made, ada, ben = town.hands_in(), town.ids["ada"], town.ids["ben"]
    ended = ended_at_once(
        lambda: approve_ad(ada, ad_id=made, now=town.now),
        lambda: decline_ad(ben, ad_id=made, ground="other", reason="Not here.", now=town.now),
    )
    assert ended in (["done", "done"], ["AdIsOver", "done"])
    assert AdStep.objects.filter(ad_id=made, kind="declined").count() == 1


def test_servers_that_write_their_piles_at_once_lose_none(town: Coop) -> None:
    made = town.runs()
    for _look in range(25):
        counting.note_shown(made, day="2026-05-04", spot="tag:seeds")
    ended = ended_at_once(*(lambda: counting.write_piles(town.now) for _server in range(3)))
    assert ended == ["done"] * 3
    assert DayCount.objects.get(ad_id=made).count == 25
