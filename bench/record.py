"""The public record: how fast facts become durable, get their place and are proven."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from bench.figure import Figure, at_least, below, best_of
from bench.house import bare_inserts_a_second
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import actions, files, queries, sequencer
from rulebook.merkle import Tree, tile_levels

_ROUNDS, _APPENDS = 5, 400
_TREE = 20_000  # leaves in all, so that proofs climb through more than one tile
_PROOFS = 500
_NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
_EVENING = _NOON + timedelta(hours=6)


def measure(folder: Path) -> list[Figure]:
    install(mode=Mode.TEST, public_url="http://localhost:8000", now=_NOON)
    bare = bare_inserts_a_second(folder, rounds=_ROUNDS, rows=_APPENDS)
    appending = best_of(_ROUNDS, lambda number: _append(number * _APPENDS, _APPENDS))
    appends = _APPENDS / appending.wall
    return [
        Figure("bare SQLite inserts, durable, one commit each", bare, "1/s"),
        at_least(500, "appends, durable, one commit each", appends, "1/s"),
        Figure("appends against bare inserts", appends / bare, "of 1"),
        Figure("CPU for one append", appending.cpu / _APPENDS * 1000, "ms"),
        *_proofs(),
    ]


def _append(start: int, count: int) -> None:
    for number in range(start, start + count):
        at = _NOON + timedelta(milliseconds=number)
        actions.append("bench.counted", {"n": number, "why": "a fact of the usual length"}, now=at)


def _proofs() -> list[Figure]:
    with transaction.atomic():  # only the size matters here
        _append(_ROUNDS * _APPENDS, _TREE - _ROUNDS * _APPENDS)
    publishing = best_of(1, lambda _round: sequencer.sequence(_EVENING))
    places = [number * 7_919 % _TREE for number in range(_PROOFS)]
    tree = Tree(_TREE, tile_levels(lambda tile: files.must_read(tile.path)))
    cold = best_of(1, lambda _round: tree.inclusion_proof(places[0]))
    proving = best_of(_ROUNDS, lambda _round: [tree.inclusion_proof(place) for place in places])
    reading = best_of(_ROUNDS, lambda _round: [queries.proof(place) for place in places])
    return [
        Figure(f"numbering, tiles and signature for {_TREE} leaves at once", publishing.wall, "s"),
        Figure(f"the first inclusion proof among {_TREE}, no tile read yet", cold.wall * 1000, "ms"),
        below(0.2, "inclusion proof, mean", proving.wall / _PROOFS * 1000, "ms"),
        Figure("the same as a page asks for it, with its checkpoint", reading.wall / _PROOFS * 1000, "ms"),
    ]
