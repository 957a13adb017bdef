"""The books: how fast entries are posted, sealed and guarded by the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from bench.figure import Figure, at_least, below, best_of
from bench.house import bare_inserts_a_second
from commonhold.ground import ids
from commonhold.ground.ledger import actions, queries
from commonhold.ground.ledger.closing import close_books
from commonhold.ground.ledger.entry import Draft, Leg

_ROUNDS, _BATCH, _SINGLY = 5, 4_000, 200
_NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
_ALL = _ROUNDS * (_BATCH + _SINGLY)
_MANY, _SINCE = 1_000_000, 20_000  # entries for the trial balance, and how many of them came after the close


def measure(folder: Path) -> list[Figure]:
    for code, name in (("assets:bank", "Bank"), ("income:dues", "Dues")):
        actions.open_account(code, name=name, at=_NOON)
    drafts = iter([_dues(number) for number in range(_ALL)])
    batches = [[next(drafts) for _each in range(_BATCH)] for _round in range(_ROUNDS)]
    singles = [[next(drafts) for _each in range(_SINGLY)] for _round in range(_ROUNDS)]
    bare = bare_inserts_a_second(folder, rounds=_ROUNDS, rows=_SINGLY)
    at_once = best_of(_ROUNDS, lambda number: actions.post_many(batches[number]))
    singly = best_of(_ROUNDS, lambda number: [actions.post_many([each]) for each in singles[number]])
    checking = best_of(_ROUNDS, lambda _round: _check())
    _lay_down(_MANY - _ALL)
    summing = best_of(_ROUNDS, lambda _round: queries.summed_balances())
    _close_all_but(_SINCE)
    balancing = best_of(_ROUNDS, lambda _round: queries.balances())
    if queries.balances() != queries.summed_balances():
        raise RuntimeError(
            "the sum from the close on is another than the sum of all, so the figures mean nothing"
        )
    return [
        Figure("bare SQLite inserts, durable, one commit each", bare, "1/s"),
        at_least(5_000, f"entries of two legs, {_BATCH} in one batch", _BATCH / at_once.wall, "1/s"),
        Figure("CPU for one entry of a batch", at_once.cpu / _BATCH * 1000, "ms"),
        at_least(300, "entries of two legs, one commit each", _SINGLY / singly.wall, "1/s"),
        Figure("CPU for one entry by itself", singly.cpu / _SINGLY * 1000, "ms"),
        Figure("entries one by one against bare inserts", _SINGLY / singly.wall / bare, "of 1"),
        Figure(f"ledger check over {_ALL} entries", checking.wall * 1000, "ms"),
        below(1, f"trial balance over {_MANY} entries, {_SINCE} since the close", balancing.wall, "s"),
        Figure("the same, summed from the first entry on", summing.wall, "s"),
    ]


def _dues(number: int) -> Draft:
    legs = [Leg("assets:bank", 500, "EUR"), Leg("income:dues", -500, "EUR")]
    at = _NOON + timedelta(milliseconds=number)
    return Draft(kind="dues.received", key=f"dues:{number}", cause=f"dues:{number}", legs=legs, at=at)


_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
_TRANSACTIONS = """
    INSERT INTO ledger_transaction (id, at, kind, cause, key, seal_id)
    SELECT %s + (i << 16), strftime('%%Y-%%m-%%d %%H:%%M:%%f', %s + i / 1000.0, 'unixepoch'),
           'dues.received', 'dues:laid', 'laid:' || i, %s + (i << 16) FROM n
"""
_LEGS = """
    INSERT INTO ledger_leg (id, transaction_id, position, account_id, amount, currency)
    SELECT %s + (i << 16), %s + (i << 16), %s, (SELECT id FROM ledger_account WHERE code = %s), %s, 'EUR'
    FROM n
"""
_SEALS = "INSERT INTO ledger_seal (id) SELECT %s + (i << 16) FROM n"


def _lay_down(count: int) -> None:
    """So many more entries, in plain statements that the guards look at one by one."""
    begin = _NOON + timedelta(hours=1)
    first = ids.milliseconds(begin) << 16
    written: list[tuple[str, list[int | str]]] = [
        (_TRANSACTIONS, [first, int(begin.timestamp()), first]),
        (_LEGS, [first + 1, first, 0, "assets:bank", 500]),
        (_LEGS, [first + 2, first, 1, "income:dues", -500]),
        (_SEALS, [first]),
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, told in written:
            with_numbers = _NUMBERS + sql
            cursor.execute(with_numbers, [count - 1, *told])


def _close_all_but(count: int) -> None:
    """Close the books before the last entries, as a month's closing does."""
    until = _NOON + timedelta(hours=1, milliseconds=_MANY - _ALL - count - 1)
    head = queries.Head(_MANY - count, "0" * 64)  # the hash is no part of what is measured
    close_books(until=until, head=head, now=_NOON + timedelta(days=2))


def _check() -> None:
    if not queries.check().ok:
        raise RuntimeError("the books that were measured are not sound, so the figures mean nothing")
