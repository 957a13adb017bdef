"""What we export, other people's own checkers accept: beancount's `bean-check` and `hledger check`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.ground.ledger import actions, export
from commonhold.ground.ledger.tests.books import minutes, move, open_books, post_dues, undone
from tests.checkers import bean_check, hledger_check

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books(db: None) -> None:
    open_books()


def keep_lively_books() -> None:
    """Three currencies with 2, 0 and 3 decimals, awkward words, an account that nothing was booked on."""
    wrong = post_dues(narration='She said "May; (twice)" \\ | * 2026-01-01\n\ttxn €5')
    legs = [
        *move(1205, to="expenses:hosting", from_="assets:bank"),
        *move(500, to="expenses:hosting", from_="assets:bank", currency="JPY"),
        *move(7, to="expenses:hosting", from_="assets:bank", currency="KWD"),
    ]
    actions.post(kind="bill.paid", key="bill:1", cause="bill:1", legs=legs, at=minutes(60 * 24))
    actions.reverse(wrong, key="undo:1", cause="bank:return", at=minutes(60 * 48))


def write(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_bean_check_accepts_the_books_and_notices_one_cent(tmp_path: Path) -> None:
    keep_lively_books()
    path = write(tmp_path / "books.beancount", export.beancount())
    accepted = bean_check(path)
    assert (accepted.returncode, accepted.stdout + accepted.stderr) == (0, "")
    lines = path.read_text().splitlines(keepends=True)
    balance = max(n for n, line in enumerate(lines) if "balance Assets:Bank  -12.05" in line)
    lines[balance] = lines[balance].replace("-12.05", "-12.04")
    assert bean_check(write(tmp_path / "tampered.beancount", lines)).returncode == 1


def test_hledger_accepts_the_books_and_notices_one_cent(tmp_path: Path) -> None:
    keep_lively_books()
    path = write(tmp_path / "books.journal", export.hledger())
    accepted = hledger_check(path)
    assert (accepted.returncode, accepted.stdout + accepted.stderr) == (0, "")
    tampered = path.read_text().replace("= -12.05 EUR", "= -12.04 EUR")
    assert hledger_check(write(tmp_path / "tampered.journal", [tampered])).returncode == 1


def test_empty_books_are_accepted_too(tmp_path: Path) -> None:
    assert bean_check(write(tmp_path / "books.beancount", export.beancount())).returncode == 0
    assert hledger_check(write(tmp_path / "books.journal", export.hledger())).returncode == 0


def test_beancount_text_names_cause_and_id() -> None:
    posted = post_dues(1205, narration='May, "paid"')
    assert "".join(export.beancount()).splitlines()[-10:] == [
        "",
        '2026-05-04 * "May, \\"paid\\""',
        f'  id: "{posted}"',
        '  kind: "dues.received"',
        '  cause: "dues:1"',
        "  Assets:Bank  12.05 EUR",
        "  Income:Dues  -12.05 EUR",
        "",
        "2026-05-05 balance Assets:Bank  12.05 ~ 0 EUR",
        "2026-05-05 balance Income:Dues  -12.05 ~ 0 EUR",
    ]


def test_hledger_text_names_cause_and_id() -> None:
    posted = post_dues(1205, narration="May; paid")
    lines = "".join(export.hledger()).splitlines()
    assert lines[:2] == ["commodity 1000.00 EUR", "account assets:bank  ; type: A"]
    start = lines.index(f"2026-05-04 * ({posted}) May, paid")
    assert lines[start + 1 : start + 6] == [
        f"    ; id:{posted}",
        "    ; kind:dues.received",
        "    ; cause:dues:1",
        "    assets:bank  12.05 EUR",
        "    income:dues  -12.05 EUR",
    ]


def test_the_zone_decides_on_which_day_an_entry_falls() -> None:
    post_dues(at=datetime(2026, 5, 4, 23, 30, tzinfo=UTC))
    assert "2026-05-04 * " in "".join(export.beancount())
    assert "2026-05-05 * " in "".join(export.beancount(zone=ZoneInfo("Europe/Berlin")))


def test_an_account_opens_with_its_first_entry_when_that_is_earlier() -> None:
    post_dues(at=datetime(2026, 1, 2, tzinfo=UTC))
    assert "2026-01-02 open Assets:Bank" in "".join(export.beancount())


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(TEXT, max_size=40))
def test_no_words_break_out_of_a_narration(tmp_path: Path, words: list[str]) -> None:
    with undone():
        for n, text in enumerate(words):
            post_dues(1, key=f"words:{n}", at=minutes(n), narration=text)
        assert bean_check(write(tmp_path / "books.beancount", export.beancount())).stderr == ""
        assert hledger_check(write(tmp_path / "books.journal", export.hledger())).stderr == ""
