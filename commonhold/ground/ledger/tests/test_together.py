"""Two connections at once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from commonhold.ground.ledger import queries
from commonhold.ground.ledger.tests.books import open_books, post_dues

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _books(committing_db: None) -> None:
    open_books()


def post_from_another_connection(results: list[int]) -> None:
    try:
        results.append(post_dues(500))
    finally:
        connection.close()


def wait_until_the_other_is_stuck(other: threading.Thread) -> None:
    """On PostgreSQL, until it waits for our key; SQLite makes it wait before it looks."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for _attempt in range(1000):
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    return
                other.join(timeout=0.01)
        raise AssertionError("the second connection never met the first")


def test_two_connections_that_post_one_key_agree_on_one_entry() -> None:
    results: list[int] = []
    other = threading.Thread(target=post_from_another_connection, args=[results], daemon=True)
    with transaction.atomic():
        ours = post_dues(500)
        other.start()
        wait_until_the_other_is_stuck(other)
    other.join()
    assert results == [ours]
    assert queries.balance("assets:bank") == {"EUR": 500}


def test_another_connection_sees_nothing_before_the_commit() -> None:
    other = connection.copy()
    with transaction.atomic():
        post_dues(500)
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_leg")
            assert cursor.fetchone() == (0,)
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_leg")
        assert cursor.fetchone() == (2,)
    other.close()
