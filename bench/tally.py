"""Counting: real elections, and made-up ones of a million. The count is the one that decides proposals."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

from bench.figure import Figure, below, best_of
from rulebook.tally import blt, pabulib
from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.budgets import Budget, Project
from rulebook.tally.methods import BUDGETING, METHODS
from rulebook.tally.terms import Terms

_ROUNDS, _BALLOTS, _CANDIDATES, _SEATS = 3, 1_000_000, 8, 3
_VOTERS, _PROJECTS, _MONEY = 100_000, 100, 5_000_000
_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "vectors"
_TERMS = Terms(unranked="no-opinion")


def measure() -> list[Figure]:
    """Seconds; where there is a target it is held against the time on a processor.

    A busy machine makes the clock on the wall say more about the neighbours than about the count.
    """
    lines = _a_million_ballots()
    profile = blt.parse(lines)
    one_seat = Profile(profile.candidates, 1, profile.ballots)
    groups = f"{_BALLOTS:,} ballots on {_CANDIDATES} in {len(profile.ballots):,} groups"
    return [
        *_wards(),
        *_seconds(1, f"scottish-stv, {_SEATS} seats: {groups}", lambda: _count("scottish-stv", profile)),
        *_seconds(1, "irv: the same", lambda: _count("irv", one_seat)),
        *_seconds(1, "schulze: the same", lambda: _count("schulze", one_seat)),
        *_seconds(None, "ranked-pairs: the same", lambda: _count("ranked-pairs", one_seat)),
        *_seconds(None, f"meek-stv, {_SEATS} seats: the same", lambda: _count("meek-stv", profile)),
        *_seconds(None, f"warren-stv, {_SEATS} seats: the same", lambda: _count("warren-stv", profile)),
        *_seconds(None, "approval: the same", lambda: _count("approval", profile)),
        *_seconds(None, f"phragmen, {_SEATS} seats: the same", lambda: _count("phragmen", profile)),
        *_seconds(4, "BLT of a million lines, read and counted (schulze)", lambda: _read_and_count(lines)),
        *_cities(),
        *_seconds(120, *_a_large_city()),
    ]


def _count(method: str, profile: Profile) -> None:
    METHODS[method].count(profile, _TERMS)


def _read_and_count(lines: str) -> None:
    profile = blt.parse(lines)
    _count("schulze", Profile(profile.candidates, 1, profile.ballots))


def _seconds(target: float | None, name: str, work: Callable[[], object]) -> list[Figure]:
    """Once where it takes long, else the best of some rounds."""
    spent = best_of(1 if target and target > 10 else _ROUNDS, lambda _round: work())
    if target is None:
        return [Figure(name, spent.cpu, "s of CPU")]
    return [below(target, name, spent.cpu, "s of CPU"), Figure(f"{name}: on the wall", spent.wall, "s")]


def _vectors() -> Path:
    return Path(os.environ.get("COMMONHOLD_VECTORS", _BESIDE)) / "elections"


def _wards() -> list[Figure]:
    """Scotland 2017, from file to sheet; nothing where the vectors are not beside the checkout."""
    files = sorted((_vectors() / "scotland-2017").glob("*.blt"))
    if not files:
        return []
    profiles = [blt.parse(blt.decode(path.read_bytes())) for path in files]
    read = best_of(_ROUNDS, lambda _round: [blt.parse(blt.decode(path.read_bytes())) for path in files])
    stv = METHODS["scottish-stv"]
    counted = best_of(_ROUNDS, lambda _round: [stv.count(each, _TERMS) for each in profiles])
    ballots = sum(each.cast for each in profiles)
    return [
        Figure(f"{len(files)} Scottish wards, {ballots:,} ballots: reading", read.wall, "s"),
        Figure(f"{len(files)} Scottish wards: scottish-stv", counted.wall, "s"),
    ]


def _cities() -> list[Figure]:
    figures: list[Figure] = []
    for path in sorted((_vectors() / "equal-shares").glob("*.pb")):
        votes = pabulib.parse(blt.decode(path.read_bytes()))
        words = f"equal-shares: {path.stem}, {votes.cast:,} ballots on {len(votes.projects)}"
        figures += _seconds(3, words, lambda votes=votes: BUDGETING["equal-shares"].count(votes, _TERMS))  # type: ignore[misc]  # bound at once
    return figures


def _a_large_city() -> tuple[str, Callable[[], object]]:
    """The same on every machine: nearly all ballots differ, some projects are far better liked."""
    dice = random.Random(1)  # noqa: S311 - made-up voters, no secret
    liked = [0.3 * (dice.random() ** 2 + 0.05) for _ in range(_PROJECTS)]
    ballots: dict[tuple[int, ...], int] = {}
    for _ in range(_VOTERS):
        approved = tuple(project for project in range(_PROJECTS) if dice.random() < liked[project])
        ballots[approved] = ballots.get(approved, 0) + 1
    projects = tuple(Project(f"p{each}", "", dice.randint(2, 80) * 5_000) for each in range(_PROJECTS))
    votes = Budget(projects, _MONEY, ballots)
    words = f"equal-shares: {_VOTERS:,} ballots on {_PROJECTS} in {len(ballots):,} groups"
    return words, lambda: BUDGETING["equal-shares"].count(votes, _TERMS)


def _a_million_ballots() -> str:
    """A BLT file, the same on every machine: rankings of any length, the earlier names likelier."""
    dice = random.Random(2027)  # noqa: S311 - made-up voters, no secret
    names = tuple(f"Candidate {number + 1}" for number in range(_CANDIDATES))
    rankings: list[Ranking] = []
    for _each in range(_BALLOTS):
        length = dice.randint(1, _CANDIDATES)
        order = sorted(range(_CANDIDATES), key=lambda place: dice.random() * (place + 3))
        rankings.append(tuple((candidate,) for candidate in order[:length]))
    lines = [f"{_CANDIDATES} {_SEATS}"]
    lines += ["1 " + " ".join(str(rank[0] + 1) for rank in ranking) + " 0" for ranking in rankings]
    return "\n".join([*lines, "0", *names, ""])
