"""Counting: real elections, and a million made-up ballots. The count is the one that decides proposals."""

from __future__ import annotations

import os
import random
from pathlib import Path

from bench.figure import Figure, below, best_of
from rulebook.tally import blt
from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.methods import METHODS
from rulebook.tally.terms import Terms

_ROUNDS, _BALLOTS, _CANDIDATES, _SEATS = 3, 1_000_000, 8, 3
_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "vectors"


def measure() -> list[Figure]:
    profile = _a_million_ballots()
    one_seat = Profile(profile.candidates, 1, profile.ballots)
    words = f"{_BALLOTS:,} ballots on {_CANDIDATES} in {len(profile.ballots):,} groups"
    stv = best_of(
        _ROUNDS, lambda _round: METHODS["scottish-stv"].count(profile, Terms(unranked="no-opinion"))
    )
    irv = best_of(_ROUNDS, lambda _round: METHODS["irv"].count(one_seat, Terms(unranked="no-opinion")))
    return [
        *_wards(),
        below(1, f"scottish-stv, {_SEATS} seats: {words}", stv.wall, "s"),
        below(1, f"irv: {words}", irv.wall, "s"),
    ]


def _wards() -> list[Figure]:
    """Scotland 2017, from file to sheet; nothing where the vectors are not beside the checkout."""
    folder = Path(os.environ.get("COMMONHOLD_VECTORS", _BESIDE)) / "elections" / "scotland-2017"
    files = sorted(folder.glob("*.blt"))
    if not files:
        return []
    profiles = [blt.parse(blt.decode(path.read_bytes())) for path in files]
    read = best_of(_ROUNDS, lambda _round: [blt.parse(blt.decode(path.read_bytes())) for path in files])
    counted = best_of(
        _ROUNDS,
        lambda _round: [
            METHODS["scottish-stv"].count(each, Terms(unranked="no-opinion")) for each in profiles
        ],
    )
    ballots = sum(each.cast for each in profiles)
    return [
        Figure(f"{len(files)} Scottish wards, {ballots:,} ballots: reading", read.wall, "s"),
        Figure(f"{len(files)} Scottish wards: scottish-stv", counted.wall, "s"),
    ]


def _a_million_ballots() -> Profile:
    """The same on every machine: rankings of any length, the earlier names likelier."""
    dice = random.Random(2027)  # noqa: S311 - made-up voters, no secret
    names = tuple(f"Candidate {number + 1}" for number in range(_CANDIDATES))
    ballots: dict[Ranking, int] = {}
    for _each in range(_BALLOTS):
        length = dice.randint(1, _CANDIDATES)
        order = sorted(range(_CANDIDATES), key=lambda place: dice.random() * (place + 3))
        ranking = tuple((candidate,) for candidate in order[:length])
        ballots[ranking] = ballots.get(ranking, 0) + 1
    return Profile(names, _SEATS, ballots)
