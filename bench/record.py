"""The public record: how fast facts become durable, get their place and are proven."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from bench.figure import Figure, at_least, below, seconds
from bench.house import bare_inserts_a_second
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import actions, queries, sequencer

_APPENDS = 2_000
_TREE = 20_000  # leaves in all, so that proofs climb through more than one tile
_PROOFS = 2_000
_NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def measure(folder: Path) -> list[Figure]:
    install(mode=Mode.TEST, public_url="http://localhost:8000", now=_NOON)
    bare = bare_inserts_a_second(folder, rows=_APPENDS, width=150)
    appended = _APPENDS / seconds(lambda: _append(0, _APPENDS))
    sequenced = seconds(lambda: sequencer.sequence(_NOON + timedelta(days=1)))
    return [
        Figure("bare SQLite inserts, durable, one commit each", bare, "1/s"),
        at_least(500, "record appends, durable, one commit each", appended, "1/s"),
        Figure("record appends against bare inserts", appended / bare, "of 1"),
        Figure(f"numbering, tiles and signature for {_APPENDS} leaves", sequenced * 1000, "ms"),
        *_proofs(),
    ]


def _append(start: int, count: int) -> None:
    for number in range(start, start + count):
        at = _NOON + timedelta(milliseconds=number)
        actions.append("bench.counted", {"n": number, "why": "a fact of the usual length"}, now=at)


def _proofs() -> list[Figure]:
    with transaction.atomic():  # only the size matters here
        _append(_APPENDS, _TREE - _APPENDS)
    size = sequencer.sequence(_NOON + timedelta(days=1))
    places = [number * 7_919 % size for number in range(_PROOFS)]
    first = seconds(lambda: queries.proof(places[0]))
    each = seconds(lambda: [queries.proof(place) for place in places]) / _PROOFS
    return [
        Figure(f"first inclusion proof among {size} leaves, tiles unread", first * 1000, "ms"),
        below(0.2, "inclusion proof, as a page asks for it, mean", each * 1000, "ms"),
    ]
