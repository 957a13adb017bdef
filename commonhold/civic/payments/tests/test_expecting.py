"""Money that is to come: asked for once, arriving once."""

from __future__ import annotations

import pytest

from commonhold.civic.payments import actions, queries, references
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.payments.news import MoneyArrived
from commonhold.civic.payments.refusals import (
    AmountNotAllowed,
    ArrivedAlready,
    ExpectedNoMore,
    ExpectedOtherwise,
    NotExpected,
)
from commonhold.civic.payments.tests.conftest import SHARES, expects
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer


def waiting(coop, name):
    return queries.my_payments(Viewer(coop.ids[name])).expected


def test_what_is_expected_of_somebody_shows_with_its_reference(coop):
    reference = expects(coop, "caro")
    assert references.is_sound(reference)
    [line] = waiting(coop, "caro")
    assert (line.reference, line.cents, line.words) == (reference, 2_500, "A share")
    assert line.reference_words.replace(" ", "") == reference
    assert not waiting(coop, "ada")


def test_the_same_again_gives_the_same_reference(coop):
    assert expects(coop, "caro") == expects(coop, "caro")
    assert expects(coop, "caro", subject="2") != expects(coop, "caro")


def test_the_same_with_other_facts_is_refused(coop):
    expects(coop, "caro")
    with pytest.raises(ExpectedOtherwise):
        expects(coop, "caro", cents=3_000)
    with pytest.raises(ExpectedOtherwise):
        expects(coop, "ada")
    with pytest.raises(AmountNotAllowed):
        expects(coop, "caro", subject="3", cents=0)


def test_its_arrival_is_booked_and_told_once(coop, told):
    expects(coop, "caro", subject="12")
    expected = waiting(coop, "caro")[0].id
    entry = ledger.entry(record_arrival(coop.ids["ben"], expected_id=expected, now=coop.now))
    assert entry.legs == (Leg("assets:bank", 2_500, "EUR"), Leg(SHARES, -2_500, "EUR"))
    assert [each for each in told if isinstance(each, MoneyArrived)] == [
        MoneyArrived(expected, "share", "12", 2_500, "EUR")
    ]
    assert not waiting(coop, "caro")
    with pytest.raises(ArrivedAlready):
        record_arrival(coop.ids["ben"], expected_id=expected, now=coop.now)
    with pytest.raises(ArrivedAlready):
        actions.call_off(kind="share", subject="12", now=coop.now)


def test_only_the_treasurer_says_that_it_arrived(coop):
    expects(coop, "caro")
    [line] = waiting(coop, "caro")
    for name in ("ada", "caro"):
        with pytest.raises(Refusal, match="mandate"):
            record_arrival(coop.ids[name], expected_id=line.id, now=coop.now)
    with pytest.raises(NotExpected):
        record_arrival(coop.ids["ben"], expected_id=1, now=coop.now)


def test_what_was_called_off_is_expected_no_more(coop):
    expects(coop, "caro")
    [line] = waiting(coop, "caro")
    actions.call_off(kind="share", subject="1", now=coop.now)
    actions.call_off(kind="share", subject="1", now=coop.now)
    assert not waiting(coop, "caro")
    with pytest.raises(ExpectedNoMore):
        record_arrival(coop.ids["ben"], expected_id=line.id, now=coop.now)
    with pytest.raises(NotExpected):
        actions.call_off(kind="share", subject="nothing", now=coop.now)


def test_each_reads_her_own_and_treasurers_read_all(coop):
    expects(coop, "caro")
    assert queries.payments_of(Viewer(coop.ids["caro"]), coop.ids["caro"], now=coop.now).expected
    assert queries.payments_of(Viewer(coop.ids["ben"]), coop.ids["caro"], now=coop.now).expected
    for viewer in (ANYONE, Viewer(coop.ids["finn"])):
        with pytest.raises(Refusal):
            queries.payments_of(viewer, coop.ids["caro"], now=coop.now)
    assert queries.my_payments(ANYONE).expected == ()
