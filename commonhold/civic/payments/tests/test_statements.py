"""Statements: looked at, booked once, and each movement once, whichever file brings it."""

from __future__ import annotations

import pytest

from commonhold.civic.payments import queries, references
from commonhold.civic.payments.actions import call_off
from commonhold.civic.payments.actions.assigning import (
    assign_as,
    assign_to_dues,
    assign_to_entry,
    assign_to_expected,
    send_back,
)
from commonhold.civic.payments.actions.details import set_bank_details
from commonhold.civic.payments.actions.statements import book_statement, put_away, read_table, receive_file
from commonhold.civic.payments.models import Statement
from commonhold.civic.payments.reading.parsed import MOST_BYTES
from commonhold.civic.payments.reading.tables import Layout
from commonhold.civic.payments.refusals import (
    DoesNotAddUp,
    FileKnown,
    FileTooLong,
    NoAccountYet,
    NoSuchStatement,
    NotEnough,
    NothingLeft,
    NotThisWay,
    NoWayBack,
    OtherAccount,
    OtherCurrency,
)
from commonhold.civic.payments.tests.conftest import SHARES, expects
from commonhold.civic.payments.tests.files import CAROS, Entry, camt
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer

BANK, WAITING, CREDIT = "assets:bank", "liabilities:unassigned", "liabilities:dues-credit"


def receives(coop, *entries, by="ben", **changes):
    content = camt(entries, **changes)
    return receive_file(coop.ids[by], name="may.xml", content=content, now=coop.now).statement_id


def books(coop, *entries, **changes):
    statement = receives(coop, *entries, **changes)
    return book_statement(coop.ids["ben"], statement_id=statement, now=coop.now)


def waits(coop):
    return queries.unassigned(Viewer(coop.ids["ben"]), now=coop.now)


def held(account):
    return ledger.held_in(account).get("EUR", 0)


def dues_of(coop, name):
    return references.reference(references.DUES, coop.ids[name])


def test_nothing_is_booked_before_it_was_looked_at(banked):
    statement = receives(banked, Entry("25.00", text=expects(banked, "caro")), balances=("0.00", "25.00"))
    assert held(BANK) == 0
    shown = queries.statement(Viewer(banked.ids["ben"]), statement, now=banked.now)
    assert (shown.closing, shown.books, [each.cents for each in shown.new]) == (2_500, 0, [2_500])
    put_away(banked.ids["ben"], statement_id=statement, now=banked.now)
    with pytest.raises(NoSuchStatement):
        book_statement(banked.ids["ben"], statement_id=statement, now=banked.now)
    assert not Statement.objects.exists()


def test_a_reference_settles_what_was_expected(banked):
    books(banked, Entry("25.00", text=f"For the share {references.as_read(expects(banked, 'caro'))}"))
    assert (held(BANK), held(SHARES), held(WAITING)) == (2_500, -2_500, 0)
    assert not queries.my_payments(Viewer(banked.ids["caro"])).expected
    assert not waits(banked)


def test_more_than_expected_settles_it_and_the_rest_waits(banked):
    books(banked, Entry("30.00", reference=expects(banked, "caro")))
    assert (held(SHARES), held(WAITING)) == (-2_500, -500)
    assert [each.rest for each in waits(banked)] == [500]


def test_less_than_expected_waits_until_the_rest_comes(banked):
    reference = expects(banked, "caro")
    expected = queries.my_payments(Viewer(banked.ids["caro"])).expected[0].id
    books(banked, Entry("10.00", reference=reference))
    [first] = waits(banked)
    with pytest.raises(NotEnough, match="15"):
        assign_to_expected(banked.ids["ben"], line_ids=[first.id], expected_id=expected, now=banked.now)
    books(banked, Entry("16.00", text="The rest"))
    both = [each.id for each in waits(banked)]
    assert (waits(banked)[0].missing.cents, waits(banked)[1].suggestions) == (1_500, [])
    assign_to_expected(banked.ids["ben"], line_ids=both, expected_id=expected, now=banked.now)
    assert (held(SHARES), held(WAITING)) == (-2_500, -100)
    assert [each.rest for each in waits(banked)] == [100]


def test_two_parts_that_name_the_same_are_suggested_together(banked):
    reference = expects(banked, "caro")
    books(banked, Entry("10.00", reference=reference), Entry("15.00", text=reference))
    first, second = waits(banked)
    [found] = first.suggestions
    assert (list(found.line_ids), found.words) == ([first.id, second.id], "A share")
    assert [each.words for each in queries.expected(Viewer(banked.ids["ben"]), now=banked.now)] == ["A share"]


def test_a_reference_of_something_called_off_or_arrived_waits(banked):
    reference = expects(banked, "caro")
    books(banked, Entry("25.00", reference=reference))
    gone = expects(banked, "caro", subject="2")
    call_off(kind="share", subject="2", now=banked.now)
    books(banked, Entry("25.00", reference=reference, day="2026-05-05"), Entry("25.00", reference=gone))
    assert [each.rest for each in waits(banked)] == [2_500, 2_500]


def test_her_reference_pays_months_of_dues_and_what_is_left_goes_to_the_next(banked):
    banked.wait(days=28)
    books(banked, Entry("12.00", text=dues_of(banked, "caro")))
    assert banked.my_dues("caro").owed_cents == 0
    assert (held(BANK), held("income:dues"), held(CREDIT)) == (1_200, -1_000, -200)
    books(banked, Entry("3.00", text=dues_of(banked, "caro")))
    banked.wait(days=31)
    assert banked.my_dues("caro").owed_cents == 0
    assert held(CREDIT) == 0


def test_less_than_a_month_of_dues_is_kept_for_her(banked):
    books(banked, Entry("2.00", text=dues_of(banked, "caro")))
    assert banked.my_dues("caro").owed_cents == 500
    books(banked, Entry("3.00", text=dues_of(banked, "caro")))
    assert banked.my_dues("caro").owed_cents == 0


def test_the_same_file_twice_is_refused(banked):
    books(banked, Entry("5.00"))
    with pytest.raises(FileKnown):
        receives(banked, Entry("5.00"))


def test_of_overlapping_statements_each_movement_is_booked_once(banked):
    twice = Entry("5.00", text="Coffee")
    assert books(banked, Entry("9.00"), twice, twice) == 3
    assert books(banked, twice, twice, twice, Entry("7.00", bank_ref="X9"), number="8") == 2
    assert held(BANK) == 900 + 3 * 500 + 700


def test_a_long_statement_is_booked_in_pieces_and_whole(banked):
    many = [Entry("1.00", bank_ref=f"N{number}") for number in range(60)]
    assert books(banked, *many, balances=("0.00", "60.00")) == 60
    assert held(BANK) == 6_000


def test_the_banks_own_reference_tells_lines_apart(banked):
    books(banked, Entry("5.00", bank_ref="A1"), Entry("5.00", bank_ref="A2"))
    books(
        banked, Entry("5.00", bank_ref="A2", text="said otherwise"), Entry("5.00", bank_ref="A3"), number="8"
    )
    assert held(BANK) == 1_500


def test_a_movement_of_another_format_is_left_out_unless_the_treasurer_says_that_it_is_another(banked):
    books(banked, Entry("5.00", bank_ref="A1"))
    table = "Date;Amount;Text\n04.05.2026;5,00;Coffee\n05.05.2026;6,00;Tea\n"
    received = receive_file(banked.ids["ben"], name="a.csv", content=table.encode(), now=banked.now)
    layout = Layout(day=0, amount=1, text=2)
    made = read_table(banked.ids["ben"], file_id=received.file_id or 0, layout=layout, now=banked.now)
    shown = queries.statement(Viewer(banked.ids["ben"]), made, now=banked.now)
    assert ([each.cents for each in shown.new], [each.cents for each in shown.alike]) == ([600], [500])
    also = [each.id for each in shown.alike]
    assert book_statement(banked.ids["ben"], statement_id=made, also=also, now=banked.now) == 2
    assert held(BANK) == 1_600
    # The next file of this bank is read the same way, without asking.
    more = table + "06.05.2026;8,00;Cake\n"
    again = receive_file(banked.ids["ben"], name="b.csv", content=more.encode(), now=banked.now)
    assert book_statement(banked.ids["ben"], statement_id=again.statement_id or 0, now=banked.now) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"iban": CAROS}, OtherAccount),
        ({"currency": "CHF"}, OtherCurrency),
        ({"balances": ("0.00", "6.00")}, DoesNotAddUp),
    ],
)
def test_a_file_that_is_not_ours_or_incomplete_is_refused(banked, changes, refusal):
    with pytest.raises(refusal):
        receives(banked, Entry("5.00"), **changes)
    assert not Statement.objects.exists()


def test_a_file_beyond_all_measure_is_refused_before_it_is_read(banked):
    with pytest.raises(FileTooLong):
        receive_file(banked.ids["ben"], name="a", content=b"<" * (MOST_BYTES + 1), now=banked.now)


def test_without_an_account_in_the_charter_nothing_is_read(coop):
    with pytest.raises(NoAccountYet):
        receives(coop, Entry("5.00"))


def test_only_treasurers_see_and_book_statements(banked):
    statement = receives(banked, Entry("5.00"))
    for name in ("ada", "caro"):
        me = banked.ids[name]
        viewer = Viewer(me)
        for act in (
            lambda me=me: receive_file(me, name="a", content=camt([Entry("6.00")]), now=banked.now),
            lambda me=me: book_statement(me, statement_id=statement, now=banked.now),
            lambda me=me: put_away(me, statement_id=statement, now=banked.now),
            lambda me=me: read_table(me, file_id=1, layout=Layout(day=0), now=banked.now),
            lambda me=me: assign_as(me, line_id=1, kind="gift", now=banked.now),
            lambda me=me: assign_to_dues(me, line_id=1, person_id=me, now=banked.now),
            lambda me=me: send_back(me, line_id=1, now=banked.now),
            lambda viewer=viewer: queries.statement(viewer, statement, now=banked.now),
            lambda viewer=viewer: queries.statements(viewer, now=banked.now),
            lambda viewer=viewer: queries.unassigned(viewer, now=banked.now),
        ):
            with pytest.raises(Refusal, match="mandate"):
                act()
    with pytest.raises(Refusal):
        queries.unassigned(ANYONE, now=banked.now)


@pytest.mark.parametrize(
    ("kind", "account"),
    [("gift", "equity:solidarity-fund"), ("income", "income:other"), ("processor", "assets:card-processor")],
)
def test_what_waits_is_assigned_once(banked, kind, account):
    books(banked, Entry("8.00"))
    [line] = waits(banked)
    assign_as(banked.ids["ben"], line_id=line.id, kind=kind, now=banked.now)
    assert (held(BANK), held(WAITING), held(account)) == (800, 0, -800)
    with pytest.raises(NothingLeft):
        assign_as(banked.ids["ben"], line_id=line.id, kind=kind, now=banked.now)


def test_what_went_out_is_a_fee_and_never_a_gift(banked):
    books(banked, Entry("1.50", sign="DBIT"))
    [line] = waits(banked)
    with pytest.raises(NotThisWay):
        assign_as(banked.ids["ben"], line_id=line.id, kind="gift", now=banked.now)
    assign_as(banked.ids["ben"], line_id=line.id, kind="fee", now=banked.now)
    assert (held(BANK), held("expenses:payment-fees")) == (-150, 150)


def test_what_was_booked_by_hand_before_counts_once(banked):
    entry = banked.pay("caro")
    books(banked, Entry("5.00", name="Caro"), Entry("5.00", name="Finn"))
    assert held(BANK) == 1_500
    first, second = waits(banked)
    assert entry in [each.id for each in first.entries]
    assign_to_entry(banked.ids["ben"], line_id=first.id, entry_id=entry, now=banked.now)
    assert (held(BANK), held(WAITING)) == (1_000, -500)
    with pytest.raises(NotThisWay):
        assign_to_entry(banked.ids["ben"], line_id=second.id, entry_id=entry, now=banked.now)


def test_the_same_amount_from_her_account_is_suggested_and_only_that(banked):
    set_bank_details(banked.ids["caro"], iban=CAROS, name="Caro", now=banked.now)
    expects(banked, "caro")
    expects(banked, "finn", subject="2")
    books(banked, Entry("25.00", name="C.", iban=CAROS), Entry("25.00"), Entry("5.00", name="finn"))
    by_account, unknown, by_name = waits(banked)
    assert [each.person.handle for each in by_account.suggestions] == ["caro"]
    assert not unknown.suggestions
    assert [(each.person.handle, each.expected_id) for each in by_name.suggestions] == [("finn", None)]
    [found] = by_account.suggestions
    assign_to_expected(
        banked.ids["ben"], line_ids=[by_account.id], expected_id=found.expected_id, now=banked.now
    )
    assign_to_dues(banked.ids["ben"], line_id=by_name.id, person_id=banked.ids["finn"], now=banked.now)
    assert banked.owed_by("finn") == []


def test_what_nobody_expected_goes_back_where_it_came_from(banked):
    books(banked, Entry("8.00"), Entry("9.00", iban=""))
    first, second = waits(banked)
    send_back(banked.ids["ben"], line_id=first.id, now=banked.now)
    assert held("liabilities:to-send-back") == -800
    with pytest.raises(NoWayBack):
        send_back(banked.ids["ben"], line_id=second.id, now=banked.now)


def test_the_balance_of_the_bank_stands_beside_that_of_the_books(banked):
    banked.pay("caro")
    statement = receives(banked, Entry("20.00"), balances=("0.00", "20.00"))
    book_statement(banked.ids["ben"], statement_id=statement, now=banked.now)
    shown = queries.statement(Viewer(banked.ids["ben"]), statement, now=banked.now)
    assert (shown.closing, shown.books, shown.difference) == (2_000, 2_500, 500)
