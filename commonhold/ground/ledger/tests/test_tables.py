"""The books as CSV: every line can be read back, and all of it balances."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.ground.ledger import actions, tables
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.ledger.tests.books import minutes, open_books, undone
from commonhold.ground.ledger.tests.test_any_history import balanced_legs


@pytest.fixture(autouse=True)
def _books(db: None) -> None:
    open_books()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.tuples(balanced_legs(), st.text(max_size=20)), max_size=6))
def test_every_entry_and_all_balances_sum_to_nothing(history):
    with undone():
        for number, (legs, words) in enumerate(history):
            actions.post(
                kind="any", key=f"any:{number}", cause="any", legs=legs, at=minutes(number), narration=words
            )
        told = list(csv.DictReader(tables.entries()))
        assert not any(_sums(told, "entry").values())
        assert not any(_sums(list(csv.DictReader(tables.balances()))).values())
        assert len(told) == sum(len(legs) for legs, _words in history)


def test_words_are_no_formula(db):
    legs = [Leg("assets:bank", 5, "KWD"), Leg("income:dues", -5, "KWD")]
    actions.post(kind="any", key="k", cause="c", legs=legs, at=minutes(1), narration="=1+1")
    [first, _second] = csv.DictReader(tables.entries())
    assert (first["words"], first["amount"]) == ("'=1+1", "0.005")


def _sums(rows: list[dict[str, str]], *by: str) -> Counter[tuple[str, ...]]:
    sums: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        key = (*(row[each] for each in by), row["currency"])
        sums[key] += Decimal(row["amount"])  # type: ignore[assignment]  # exact, and counted all the same
    return sums
