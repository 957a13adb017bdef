"""Two treasurers at once, on both databases: nothing is paid or booked twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from commonhold.civic.payments import queries
from commonhold.civic.payments.actions.runs import confirm_run, make_run
from commonhold.civic.payments.actions.statements import book_statement
from commonhold.civic.payments.models import Claim, Transfer
from commonhold.civic.payments.tests.conftest import WORK, expects, give_account, owes, prepare
from commonhold.civic.payments.tests.files import CAROS, FINNS, Entry
from commonhold.civic.payments.tests.test_runs import filed, gives_details
from commonhold.civic.payments.tests.test_statements import held, receives
from commonhold.civic.treasury.tests.conftest import FOUNDERS, Coop, build
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.tests.test_together import wait_until_the_other_is_stuck
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import Viewer

pytestmark = pytest.mark.both_databases


@pytest.fixture
def both(committing_db: None) -> Coop:
    coop = give_account(prepare(build(FOUNDERS)))
    for name, iban in (("caro", CAROS), ("finn", FINNS)):
        gives_details(coop, name, iban)
        owes(coop, name, subject=name, cents=6_500)
    return coop


def at_once(act: Callable[[], object]) -> list[object]:
    """Do it here, and from another connection while ours is not committed; what the other met."""
    met: list[object] = []

    def elsewhere() -> None:
        try:
            met.append(act())
        except Refusal as refusal:
            met.append(refusal)
        finally:
            connection.close()

    other = threading.Thread(target=elsewhere, daemon=True)
    with transaction.atomic():
        act()
        other.start()
        wait_until_the_other_is_stuck(other)
    other.join(timeout=60)
    return met


def test_two_treasurers_make_one_run(both: Coop) -> None:
    [met] = at_once(lambda: make_run(both.ids["ben"], now=both.now))
    assert isinstance(met, Refusal)
    assert Transfer.objects.count() == Claim.objects.count() == 2
    assert sum(each.cents for each in Transfer.objects.all()) == 12_000


def test_two_confirmations_pay_once(both: Coop) -> None:
    run = filed(both)
    assert at_once(lambda: confirm_run(both.ids["ben"], run_id=run, now=both.now)) == [0]
    assert (held("assets:bank"), held(WORK)) == (-12_000, 0)


def test_a_statement_and_a_treasurer_who_confirm_the_same_pay_once(both: Coop) -> None:
    run = filed(both)
    first = queries.payout_run(Viewer(both.ids["ben"]), run, now=both.now).transfers[0]
    statement = receives(both, Entry("60.00", sign="DBIT", end_to_end=first.end_to_end))
    acts = iter(
        [
            lambda: book_statement(both.ids["ben"], statement_id=statement, now=both.now),
            lambda: confirm_run(both.ids["ben"], run_id=run, now=both.now),
        ]
    )

    def act() -> object:
        return next(acts)()

    [met] = at_once(act)
    if isinstance(met, Refusal):  # it was looked at before the statement was booked
        met = confirm_run(both.ids["ben"], run_id=run, now=both.now)
    assert met == 1
    assert (held("assets:bank"), held(WORK)) == (-12_000, 0)


def test_two_bookings_of_one_statement_book_it_once(both: Coop) -> None:
    reference = expects(both, "ada", subject="9")
    statement = receives(both, Entry("25.00", reference=reference), Entry("3.00"))
    [met] = at_once(lambda: book_statement(both.ids["ben"], statement_id=statement, now=both.now))
    assert isinstance(met, Refusal)
    assert held("assets:bank") == 2_800


def test_two_statements_that_overlap_bring_each_movement_once(both: Coop) -> None:
    first = receives(both, Entry("25.00", bank_ref="A"))
    second = receives(both, Entry("25.00", bank_ref="A"), Entry("1.00", bank_ref="B"), number="8")
    waiting = iter([first, second])
    [met] = at_once(lambda: book_statement(both.ids["ben"], statement_id=next(waiting), now=both.now))
    if isinstance(met, Refusal):  # both were looked at before either was booked: tried again, it is the rest
        met = book_statement(both.ids["ben"], statement_id=second, now=both.now)
    assert (met, held("assets:bank")) == (1, 2_600)
    assert ledger.check().ok
    assert len(queries.unassigned(Viewer(both.ids["ben"]), now=both.now)) == 2
