"""The books: how fast entries are posted, sealed and guarded by the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.figure import Figure, at_least, seconds
from bench.house import bare_inserts_a_second
from commonhold.ground.ledger import actions, queries
from commonhold.ground.ledger.entry import Draft, Leg

_BATCH = 10_000
_SINGLY = 1_000
_NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def measure(folder: Path) -> list[Figure]:
    for code, name in (("assets:bank", "Bank"), ("income:dues", "Dues")):
        actions.open_account(code, name=name, at=_NOON)
    bare = bare_inserts_a_second(folder, rows=_SINGLY, width=150)
    batch = [_dues(number) for number in range(_BATCH)]
    at_once = _BATCH / seconds(lambda: actions.post_many(batch))
    singly = _SINGLY / seconds(lambda: [actions.post_many([_dues(_BATCH + each)]) for each in range(_SINGLY)])
    checked = seconds(_check)
    return [
        Figure("bare SQLite inserts, durable, one commit each", bare, "1/s"),
        at_least(5_000, f"entries of two legs, {_BATCH} in one batch", at_once, "1/s"),
        at_least(300, "entries of two legs, one commit each", singly, "1/s"),
        Figure("entries one by one against bare inserts", singly / bare, "of 1"),
        Figure(f"ledger check over {_BATCH + _SINGLY} entries", checked * 1000, "ms"),
    ]


def _dues(number: int) -> Draft:
    legs = [Leg("assets:bank", 500, "EUR"), Leg("income:dues", -500, "EUR")]
    at = _NOON + timedelta(milliseconds=number)
    return Draft(kind="dues.received", key=f"dues:{number}", cause=f"dues:{number}", legs=legs, at=at)


def _check() -> None:
    if not queries.check().ok:
        raise RuntimeError("the books that were measured are not sound, so the figures mean nothing")
