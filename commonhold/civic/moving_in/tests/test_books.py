"""Balances and ledgers of before become entries that balance, once each, and are reversed as a whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.civic.moving_in import actions
from commonhold.civic.moving_in.models import BookedLine
from commonhold.civic.moving_in.open_collective import ACCOUNTS, Line, legs_of
from commonhold.civic.moving_in.refusals import BalancesThere, MovedOn, NotAsItStands, NothingToBring, NotNow
from commonhold.civic.moving_in.tests.conftest import BALANCES, OC
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as books
from commonhold.ground.refusal import Refusal
from tests.cast import MORNING


def held(code: str) -> int:
    return books.held_in(code).get("EUR", 0)


def test_opening_balances_are_one_entry(yard):
    made = yard.bring("balances", BALANCES)
    assert yard.look(made, by="ben").found.debits == {"EUR": 153_450}
    assert yard.write(made) == 3
    [entry] = books.caused_by(f"import:{made}")
    assert len(entry.legs) == 3
    assert (held("assets:bank"), held("assets:tools"), held("equity:opening")) == (123_450, 30_000, -153_450)
    again = yard.bring("balances", BALANCES)
    with pytest.raises(BalancesThere):
        yard.write(again)
    assert yard.undo(made) == 1
    assert held("assets:bank") == held("equity:opening") == 0
    assert yard.write(again) == 3


def test_plain_amounts_and_currencies_without_cents_are_read_too(yard):
    text = "account\tamount\tcurrency\nassets:bank\t-500\tjpy\nequity:opening\t500\tJPY\nassets:x\t0\t\n"
    yard.write(yard.bring("balances", text))
    assert books.held_in("assets:bank") == {"JPY": -500}


@pytest.mark.parametrize(
    "rows",
    [
        ["assets:bank,10.00,", "equity:opening,,9.99"],
        ["bank,10.00,", "equity:opening,,10.00"],
        ["assets:bank,10.001,", "equity:opening,,10.001"],
        ["assets:bank,ten,", "equity:opening,,10.00"],
        ["assets:bank,NaN,", "equity:opening,,10.00"],
        ["assets:bank,,", "equity:opening,,10.00"],
        ["assets:bank,10.00,", "assets:bank,,10.00"],
        ["assets:bank,1e30,", "equity:opening,,1e30"],
        ["assets:bank,1.2.3,", "equity:opening,,1.23"],
    ],
)
def test_what_does_not_balance_or_is_no_amount_is_named(yard, rows):
    made = yard.bring("balances", "\n".join(["account,debit,credit", *rows]))
    assert yard.look(made, by="ben").found.problems
    with pytest.raises(NotAsItStands):
        yard.write(made)
    assert not BookedLine.objects.exists()


def test_a_ledger_of_open_collective_becomes_entries_with_fees_apart(yard):
    made = yard.bring("open-collective", OC)
    found = yard.look(made, by="ben").found
    assert found.by_kind() == {
        ("CONTRIBUTION", "EUR"): (1, 10_000),
        ("EXPENSE", "EUR"): (1, -2_000),
        ("HOST_FEE", "EUR"): (1, -500),
    }
    assert found.net == {"EUR": 7_372}
    assert yard.write(made) == 3
    assert held("assets:open-collective") == 7_372
    assert held("income:contributions") == -10_000
    assert held("expenses:running") == 2_000
    assert held("expenses:fees") == 628
    assert books.check().ok
    [entry] = [each for each in books.caused_by(f"import:{made}") if "Gus" in each.narration]
    assert entry.narration == "2024-02-02 From Gus"


def test_nothing_is_booked_twice_and_a_newer_export_brings_what_is_new(yard):
    yard.write(yard.bring("open-collective", OC))
    again = yard.bring("open-collective", OC)
    assert yard.look(again, by="ben").found.known == 3
    with pytest.raises(NothingToBring):
        yard.write(again)
    newer = OC.splitlines()
    newer.insert(
        1, "2024-03-01T10:00:00,dddd4444,gggg4444,From Ben,CREDIT,ADDED_FUNDS,,,10.00,0,10.00,83.72,EUR,yard"
    )
    assert yard.write(yard.bring("open-collective", "\n".join(newer))) == 1
    assert held("assets:open-collective") == 8_372


def test_taking_it_back_reverses_each_entry_and_it_can_be_brought_again(yard):
    made = yard.bring("open-collective", OC)
    yard.write(made)
    assert yard.undo(made) == 3
    assert held("assets:open-collective") == held("expenses:fees") == held("income:contributions") == 0
    assert yard.write(yard.bring("open-collective", OC)) == 3
    assert held("assets:open-collective") == 7_372
    with pytest.raises(NotNow):
        yard.undo(made)


def test_an_entry_that_was_reversed_otherwise_stops_it(yard):
    made = yard.bring("open-collective", OC)
    yard.write(made)
    first = BookedLine.objects.order_by("id")[0]
    ledger.reverse(first.entry_id, key="by-hand", cause="treasurer", at=yard.now + timedelta(hours=1))
    with pytest.raises(MovedOn):
        yard.undo(made)
    assert BookedLine.objects.filter(reversed_at=None).count() == 3


def test_the_treasurer_says_to_which_accounts_it_goes(yard):
    made = yard.bring("open-collective", OC)
    chosen = {"CONTRIBUTION": "Income:Gifts", "NOBODY": "income:x"}
    with pytest.raises(Refusal, match="name no account") as refused:
        actions.map_accounts(
            yard.ids["ben"], import_id=made, accounts={"CONTRIBUTION": "gifts"}, now=yard.now
        )
    assert refused.value.field == "CONTRIBUTION"
    actions.map_accounts(yard.ids["ben"], import_id=made, accounts=chosen, now=yard.now)
    yard.write(made)
    assert held("income:gifts") == -10_000
    with pytest.raises(NotNow):
        actions.map_accounts(yard.ids["ben"], import_id=made, accounts=chosen, now=yard.now)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("99.22,99.22,EUR", "99.23,99.22,EUR", "do not fit together"),
        ("CREDIT,CONTRIBUTION", "DEBIT,CONTRIBUTION", "other sign"),
        ("CREDIT,CONTRIBUTION", "GIFT,CONTRIBUTION", "neither CREDIT nor DEBIT"),
        ("CREDIT,CONTRIBUTION", "CREDIT,RAIN", "no account for the kind"),
        ("99.22,EUR", "99.22,ZZZ", "no currency"),
        ("100.00", "many", "can't be read"),
        ("2024-02-03T10:00:00", "yesterday", "can't be read"),
        ("94.22", "94.23", "does not follow"),
        ("99.22,EUR,yard", "99.22,EUR,garden", "several accounts"),
    ],
)
def test_lines_that_do_not_fit_are_named_and_nothing_is_written(yard, old, new, says):
    made = yard.bring("open-collective", OC.replace(old, new))
    found = yard.look(made, by="ben").found
    assert any(says in each.why for each in found.problems), found.problems
    with pytest.raises(NotAsItStands):
        yard.write(made)
    assert held("assets:open-collective") == 0


def test_a_transaction_that_is_there_twice_is_named(yard):
    line = OC.splitlines()[1]
    found = yard.look(yard.bring("open-collective", f"{OC}{line}\n"), by="ben").found
    assert any("second time" in each.why or "differs" in each.why for each in found.problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(-(10**9), 10**9).filter(bool),
    st.integers(-(10**6), 0),
    st.sampled_from([each for each in ACCOUNTS if each.isupper() and each not in {"HELD", "FEE"}]),
)
def test_whatever_moved_the_legs_balance(gross, fees, kind):
    line = Line(2, "k", MORNING.date(), kind, "", gross, fees, gross + fees, "EUR", "")
    legs = legs_of(line, ACCOUNTS)
    assert sum(each.amount for each in legs) == 0
    assert len(legs) != 1
    assert all(each.amount for each in legs)
