"""Which work there is. Rooms offer it; `house/register.py` lists it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Payload = dict[str, Any]
Errand = Callable[[datetime], object]


@dataclass(frozen=True)
class Kind:
    """How one kind of work is done.

    `run(payload, now)` happens inside the transaction that marks the job done, so it happens once.
    `stumbled(payload, now, error)` is told, in a transaction of its own, when `run` raised.
    What `is_repeatable` only writes rows: if a power cut takes its commit back, it is done again.
    """

    name: str
    run: Callable[[Payload, datetime], None]
    stumbled: Callable[[Payload, datetime, Exception], None] | None = None
    is_repeatable: bool = False


_kinds: dict[str, Kind] = {}
_outlasting: set[str] = set()
_sweeps: dict[str, Callable[[datetime], object]] = {}
_follow_work: set[str] = set()
_of_each: set[str] = set()
_errands: dict[str, Errand] = {}
_rounds: dict[str, Rounds] = {}
_setting_right: dict[str, Errand] = {}


def offer(kind: Kind, *, outlasts: bool = False) -> None:
    """Make a kind of work known; a name is taken once.

    What `outlasts` the co-op is done even when nothing else is written any more.
    """
    if kind.name in _kinds:
        raise ValueError(f"two rooms offer the job {kind.name!r}")
    _kinds[kind.name] = kind
    if outlasts:
        _outlasting.add(kind.name)


def offer_sweep(
    name: str, sweep: Callable[[datetime], object], *, follows_work: bool = False, of_each: bool = False
) -> None:
    """Something to do twice a second, in its own transactions, harmless when repeated.

    What `follows_work` is done at once after any work that arrives, as well. What is `of_each` process, as it
    looks at what that one has in memory, is done in all of them; the rest in the one whose turn it is.
    """
    if name in _sweeps:
        raise ValueError(f"two rooms offer the sweep {name!r}")
    _sweeps[name] = sweep
    if follows_work:
        _follow_work.add(name)
    if of_each:
        _of_each.add(name)


@dataclass(frozen=True)
class Rounds:
    """An errand that has a thread to itself. What `run(now)` gives says whether there is more to do at once.

    `finish(now)` is its end, when the server stops: what is under way is waited for, not for long. Where
    there is `is_due(now)`, the thread is there while that is true: one that waits keeps a megabyte. What is
    `shared` claims its rows so that any number of processes may run it side by side.
    """

    run: Errand
    finish: Errand
    is_due: Callable[[datetime], bool] | None = None
    shared: bool = False


def offer_setting_right(name: str, set_right: Errand) -> None:
    """What to do after a clock that was ahead went back: make due what it had put off for too long.

    `set_right(now)` is also asked at each start, and leaves alone what waits as long as it always may.
    """
    if name in _setting_right:
        raise ValueError(f"two rooms offer to set right {name!r}")
    _setting_right[name] = set_right


def offer_errand(name: str, run: Errand) -> None:
    """Something to do outside, such as delivering: from a thread of its own, so that it may take its time.

    `run(now)` looks for what waits, in short transactions of its own, and asks nobody else inside one.
    """
    _must_be_new(name)
    _errands[name] = run


def _nothing_left(_now: datetime) -> None:
    """Whoever hands nothing on leaves nothing behind."""


def offer_rounds(
    name: str,
    run: Errand,
    *,
    finish: Errand = _nothing_left,
    is_due: Callable[[datetime], bool] | None = None,
    shared: bool = False,
) -> None:
    """An errand that is so busy, or so slow, that it has a thread to itself.

    While `run` gives something true there is more, and it is run again at once. `finish` is run at the end.
    What is seldom due says so by `is_due`, a look of a few microseconds that all of them share a thread for.
    """
    _must_be_new(name)
    _rounds[name] = Rounds(run, finish, is_due, shared)


def _must_be_new(name: str) -> None:
    if name in _errands or name in _rounds:
        raise ValueError(f"two rooms offer the errand {name!r}")


def kind_of(name: str) -> Kind:
    return _kinds[name]


def outlasts(name: str) -> bool:
    """Is work of this kind done in a co-op that has ended?"""
    return name in _outlasting


def is_repeatable(name: str) -> bool:
    """May work of this kind share a transaction? One of an unknown kind may not."""
    return name in _kinds and _kinds[name].is_repeatable


def sweeps(*, follow_work: bool = False, of_each: bool = False) -> list[Callable[[datetime], object]]:
    """All of them, or those alone that follow work, or that each process needs."""
    return [
        sweep
        for name, sweep in _sweeps.items()
        if (name in _follow_work or not follow_work) and (name in _of_each or not of_each)
    ]


def setting_right() -> list[Errand]:
    return list(_setting_right.values())


def errands() -> dict[str, Errand]:
    return dict(_errands)


def rounds() -> dict[str, Rounds]:
    return dict(_rounds)
