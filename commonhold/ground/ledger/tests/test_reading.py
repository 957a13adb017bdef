"""Reading the books: balances, pages, and the one hash that stands for all."""

from __future__ import annotations

import hashlib
import json

import pytest

from commonhold.ground.ledger import export, queries
from commonhold.ground.ledger.tests.books import MORNING, minutes, open_books, post_dues
from commonhold.ground.refusal import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books(db: None) -> None:
    open_books()


def test_before_the_first_entry_every_balance_is_empty() -> None:
    assert queries.balance("assets:bank") == {}
    assert [each.amounts for each in queries.balances()] == [{}, {}, {}, {}]
    assert queries.entries() == []


def test_balances_name_each_account_and_sum_to_zero() -> None:
    post_dues(500)
    found = {each.code: (each.name, each.kind.value, each.amounts) for each in queries.balances()}
    assert found["assets:bank"] == ("Bank", "assets", {"EUR": 500})
    assert found["income:dues"] == ("Dues", "income", {"EUR": -500})


def test_the_balance_of_an_unknown_account_is_not_found() -> None:
    with pytest.raises(NotFound, match="no account “assets:mattress”"):
        queries.balance("assets:mattress")


def test_the_latest_entries_come_first_and_page_by_page() -> None:
    posted = [post_dues(key=f"dues:{n}", at=minutes(n)) for n in range(5)]
    first = queries.entries(limit=2)
    assert [entry.id for entry in first] == posted[:2:-1]
    second = queries.entries(limit=3, before=first[-1].id)
    assert [entry.id for entry in second] == posted[2::-1]


def test_entries_are_found_by_what_caused_them() -> None:
    posted = [post_dues(key=f"dues:{n}", at=minutes(n)) for n in range(2)]
    assert [entry.id for entry in queries.caused_by("dues:1")] == posted
    assert queries.caused_by("proposal:45") == []


def test_an_unknown_entry_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.entry(1)


def test_the_head_is_the_sha256_of_the_published_lines() -> None:
    for n in range(3):
        post_dues(key=f"dues:{n}", at=minutes(n), narration="never in the hash")
    lines = b"".join(export.json_lines())
    assert queries.head() == queries.Head(3, hashlib.sha256(lines).hexdigest())
    assert b"never in the hash" not in lines
    first = json.loads(lines.splitlines()[0])
    assert first == {
        "at": 1777885200000,
        "cause": "dues:1",
        "id": first["id"],
        "key": "dues:0",
        "kind": "dues.received",
        "legs": [
            {"account": "assets:bank", "amount": 500, "currency": "EUR"},
            {"account": "income:dues", "amount": -500, "currency": "EUR"},
        ],
    }


def test_a_head_can_be_repeated_after_more_was_posted() -> None:
    post_dues(key="dues:1", at=MORNING)
    published = queries.head(until=minutes(1))
    post_dues(key="dues:2", at=minutes(2))
    assert queries.head(until=minutes(1)) == published
    assert queries.head() != published


def test_the_head_of_empty_books_is_the_hash_of_nothing() -> None:
    assert queries.head() == queries.Head(0, hashlib.sha256(b"").hexdigest())


def test_more_entries_than_one_read_takes_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_AT_ONCE", 2)
    posted = [post_dues(key=f"dues:{n}", at=minutes(n)) for n in range(5)]
    assert [entry.id for entry in queries.all_entries()] == posted
