"""The books: how fast entries are posted, sealed and guarded by the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.figure import Figure, at_least, best_of
from bench.house import bare_inserts_a_second
from commonhold.ground.ledger import actions, queries
from commonhold.ground.ledger.entry import Draft, Leg

_ROUNDS, _BATCH, _SINGLY = 5, 4_000, 200
_NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
_ALL = _ROUNDS * (_BATCH + _SINGLY)


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
    return [
        Figure("bare SQLite inserts, durable, one commit each", bare, "1/s"),
        at_least(5_000, f"entries of two legs, {_BATCH} in one batch", _BATCH / at_once.wall, "1/s"),
        Figure("CPU for one entry of a batch", at_once.cpu / _BATCH * 1000, "ms"),
        at_least(300, "entries of two legs, one commit each", _SINGLY / singly.wall, "1/s"),
        Figure("CPU for one entry by itself", singly.cpu / _SINGLY * 1000, "ms"),
        Figure("entries one by one against bare inserts", _SINGLY / singly.wall / bare, "of 1"),
        Figure(f"ledger check over {_ALL} entries", checking.wall * 1000, "ms"),
    ]


def _dues(number: int) -> Draft:
    legs = [Leg("assets:bank", 500, "EUR"), Leg("income:dues", -500, "EUR")]
    at = _NOON + timedelta(milliseconds=number)
    return Draft(kind="dues.received", key=f"dues:{number}", cause=f"dues:{number}", legs=legs, at=at)


def _check() -> None:
    if not queries.check().ok:
        raise RuntimeError("the books that were measured are not sound, so the figures mean nothing")
