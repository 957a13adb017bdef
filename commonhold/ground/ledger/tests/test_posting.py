"""Posting, reversing and erasing, as other rooms do it."""

from __future__ import annotations

import pytest

from commonhold.ground.ledger import actions, queries
from commonhold.ground.ledger.entry import Draft, Leg
from commonhold.ground.ledger.tests.books import MORNING, minutes, move, open_books, post_dues
from commonhold.ground.refusal import NotFound, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books(db: None) -> None:
    open_books()


def post(legs: list[Leg], *, key: str = "bill:1", kind: str = "bill.paid", narration: str = "") -> int:
    return actions.post(kind=kind, key=key, cause="bill:1", legs=legs, at=MORNING, narration=narration)


def assert_refused(legs: list[Leg], *, because: str) -> None:
    with pytest.raises(Refusal) as refusal:
        post(legs)
    assert because in str(refusal.value)
    assert queries.entries() == []


def test_an_entry_is_read_back_as_it_was_posted() -> None:
    posted = post_dues(500, narration="May, thank you")
    entry = queries.entry(posted)
    assert entry.legs == (Leg("assets:bank", 500, "EUR"), Leg("income:dues", -500, "EUR"))
    assert (entry.kind, entry.cause, entry.key) == ("dues.received", "dues:1", "dues:1")
    assert (entry.at, entry.narration, entry.reverses) == (MORNING, "May, thank you", None)


def test_an_entry_may_have_many_legs_and_currencies() -> None:
    post(
        [
            *move(300, to="expenses:hosting", from_="assets:bank"),
            *move(40_000, to="expenses:hosting", from_="assets:bank", currency="JPY"),
            *move(200, to="expenses:hosting", from_="liabilities:solidarity-fund"),
        ]
    )
    assert queries.balance("expenses:hosting") == {"EUR": 500, "JPY": 40_000}


def test_posting_the_same_again_later_returns_the_first_entry() -> None:
    first = post_dues(500)
    assert post_dues(500, at=minutes(5)) == first
    assert len(queries.entries()) == 1


def test_the_same_key_for_something_else_is_refused() -> None:
    post_dues(500)
    with pytest.raises(Refusal, match="“dues:1” was posted already"):
        post_dues(400)
    assert queries.balance("assets:bank") == {"EUR": 500}


def test_many_are_posted_in_order_and_a_repeated_one_once() -> None:
    legs = move(500, to="assets:bank", from_="income:dues")
    drafts = [Draft(kind="any", key=f"any:{n}", cause="any", legs=legs, at=MORNING) for n in (1, 2, 1, 3)]
    posted = actions.post_many(drafts)
    assert posted[0] == posted[2]
    assert sorted(set(posted)) == [posted[0], posted[1], posted[3]]
    assert actions.post_many(drafts) == posted
    assert actions.post_many([]) == []


def test_when_one_of_many_is_refused_none_is_posted() -> None:
    good_legs = move(1, to="assets:bank", from_="income:dues")
    bad_legs = move(1, to="assets:mattress", from_="income:dues")
    good = Draft(kind="any", key="any:1", cause="any", legs=good_legs, at=MORNING)
    bad = Draft(kind="any", key="any:2", cause="any", legs=bad_legs, at=MORNING)
    with pytest.raises(Refusal, match="no account “assets:mattress”"):
        actions.post_many([good, bad])
    assert queries.entries() == []


@pytest.mark.parametrize(
    ("legs", "because"),
    [
        ([Leg("assets:bank", 500, "EUR"), Leg("income:dues", -490, "EUR")], "0.10 EUR is left over"),
        ([Leg("assets:bank", 500, "EUR"), Leg("income:dues", -500, "USD")], "is left over"),
        ([Leg("assets:bank", 500, "EUR")], "where it goes"),
        ([], "where it goes"),
        (move(500, to="assets:bank", from_="income:lottery"), "There is no account “income:lottery”"),
        (move(500, to="assets:bank", from_="income:dues", currency="ECU"), "“ECU” is not a currency"),
        (move(0, to="assets:bank", from_="income:dues"), "more than nothing"),
        (move(2**53, to="assets:bank", from_="income:dues"), "at most 90071992547409.91"),
    ],
)
def test_what_cannot_be_booked_is_refused_in_plain_words(legs: list[Leg], because: str) -> None:
    assert_refused(legs, because=because)


@pytest.mark.parametrize("code", ["", "Rent for May", "rent;may", "x" * 200])
def test_the_ledger_holds_codes_and_never_free_text(code: str) -> None:
    legs = move(500, to="assets:bank", from_="income:dues")
    with pytest.raises(ValueError, match="not a code"):
        post(legs, kind=code)
    with pytest.raises(ValueError, match="not a code"):
        post(legs, key=code)


@pytest.mark.parametrize("amount", [5.0, True, "500"])
def test_an_amount_is_an_integer_and_nothing_else(amount: int) -> None:
    with pytest.raises(TypeError, match="whole number of minor units"):
        post([Leg("assets:bank", amount, "EUR"), Leg("income:dues", -500, "EUR")])


def test_a_note_that_is_too_long_is_refused_beside_its_field() -> None:
    with pytest.raises(Refusal, match="at most 500 characters") as refusal:
        post_dues(narration="x" * 501)
    assert refusal.value.field == "narration"


def test_an_account_is_opened_once_and_keeps_its_name() -> None:
    first = actions.open_account("equity:shares:123", name="Shares", at=MORNING)
    assert actions.open_account("equity:shares:123", name="Other", at=MORNING) == first
    (account,) = [each for each in queries.balances() if each.code == "equity:shares:123"]
    assert (account.name, account.kind, account.amounts) == ("Shares", "equity", {})


@pytest.mark.parametrize("code", ["bank", "assets", "assets:", "assets:My Bank", "money:bank", "assets:Bank"])
def test_an_account_needs_a_code_that_says_its_kind(code: str) -> None:
    with pytest.raises(Refusal, match="cannot name an account"):
        actions.open_account(code, name="Bank", at=MORNING)


def test_a_reversal_undoes_the_amounts_and_both_stay() -> None:
    wrong = post_dues(500)
    undone = actions.reverse(wrong, key="undo:1", cause="bank:return", at=minutes(1))
    assert queries.entry(undone).reverses == wrong
    assert queries.entry(undone).kind == "ledger.reversed"
    assert queries.balance("assets:bank") == {"EUR": 0}
    assert [entry.id for entry in queries.entries()] == [undone, wrong]


def test_an_entry_is_reversed_once() -> None:
    wrong = post_dues(500)
    undone = actions.reverse(wrong, key="undo:1", cause="bank:return", at=minutes(1))
    assert actions.reverse(wrong, key="undo:1", cause="bank:return", at=minutes(2)) == undone
    with pytest.raises(Refusal, match="reversed already"):
        actions.reverse(wrong, key="undo:2", cause="bank:return", at=minutes(3))


def test_reversing_what_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="no such entry"):
        actions.reverse(1, key="undo:1", cause="bank:return", at=MORNING)


def test_erasing_the_words_leaves_the_entry_and_the_head() -> None:
    posted = post_dues(narration="from Gus, in person")
    before = queries.head()
    actions.erase_narration(posted)
    assert queries.entry(posted).narration == ""
    assert queries.head() == before
    actions.erase_narration(posted)
