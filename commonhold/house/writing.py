"""What is written at the same time is made lasting by one commit: the disk is waited for once.

One thread, and so one connection: what SQLite keeps of the file in memory for it stays true from one
transaction to the next, while every other writer would have to read it anew.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import nullcontext
from itertools import groupby
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)

from commonhold.doors.calls.commits import Answered, Several, Tell
from commonhold.house.sqlite.idle import IDLE

Result = TypeVar("Result")
_AT_ONCE = 16  # in one transaction: nobody else can write meanwhile
_GATHERED = 0.002  # seconds in which others come, where several came before


class _Asked(NamedTuple):
    several: Several
    one: Any
    loop: asyncio.AbstractEventLoop
    tell: Tell


class Writing:
    """Calls that write: each an action with its own transaction, which becomes a part of a larger one."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[_Asked | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="writing", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what was asked, and end."""
        self._queue.put(None)
        self._thread.join(timeout=15)

    async def __call__(self, call: Callable[[], Result]) -> Result:
        """What `call` gives once it is committed. Raises what it raised; then nothing of it was written."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self.put(lambda _one: [call()], done, _settle)
        return await done

    def put(self, several: Several, one: Any, tell: Tell) -> None:
        """Have `several` do `one`; in a later turn of the loop `tell` hears its end, with those of others.

        An error among what `several` gives is the end of that one. What it raises is tried for each alone.
        """
        self._queue.put(_Asked(several, one, asyncio.get_running_loop(), tell))

    def _run(self) -> None:
        IDLE.hold()
        goes_on, last = True, 1
        while goes_on:
            together = [each for each in [self._queue.get()] if each is not None]
            goes_on = bool(together)
            if last > 1:  # of many who wrote before, many write again: a larger commit costs hardly more
                time.sleep(_GATHERED)
            while goes_on and len(together) < _AT_ONCE and not self._queue.empty():
                asked = self._queue.get()
                if asked is None:
                    goes_on = False
                else:
                    together.append(asked)
            last = len(together)
            if together:
                # What is alike becomes one part; of several kinds, those that were asked first come first.
                first = {id(each.several): place for place, each in reversed([*enumerate(together)])}
                together.sort(key=lambda each: first[id(each.several)])
                _tell(together, _written(together))
        connection.close()


def _written(together: list[_Asked]) -> list[Answered]:
    """An answer for each of them, in their order."""
    close_old_connections()
    parts = [list(part) for _several, part in groupby(together, key=lambda each: id(each.several))]
    if len(parts) == 1:
        return _tried(parts[0])
    began, answered = False, []
    try:
        with transaction.atomic():
            began = True
            answered = [each for part in parts for each in _tried(part)]
            if connection.needs_rollback:
                began, answered = True, []
                raise DatabaseError("what one of them left could not be taken back alone")
    except (DatabaseError, InterfaceError) as error:
        if began and not answered:
            return [_tried([each])[0] for each in together]  # nothing of it stays: each has its own
        return [
            Answered(each.one, None, error) for each in together
        ]  # whether it was committed, nobody knows
    return answered


def _tried(part: list[_Asked]) -> list[Answered]:
    """An action that raises takes back its own part, and nothing else."""
    is_inner = connection.in_atomic_block
    # Where a failed question spoils a transaction, what is asked outside of the action is set apart too.
    is_apart = is_inner and connection.vendor != "sqlite"
    several, ones = part[0].several, [each.one for each in part]
    try:
        with transaction.atomic() if is_apart else nullcontext():
            results = several(ones)
    except Exception as error:  # whoever asked is told
        is_unknown = isinstance(error, OperationalError) and not is_inner
        if len(part) == 1 or is_unknown:
            return [Answered(each, None, error) for each in ones]
        return [_tried([each])[0] for each in part]
    return [
        Answered(one, None, result) if isinstance(result, Exception) else Answered(one, result, None)
        for one, result in zip(ones, results, strict=True)
    ]


def _tell(asked: list[_Asked], answered: list[Answered]) -> None:
    found: dict[tuple[asyncio.AbstractEventLoop, Tell], list[Answered]] = {}
    for each, its in zip(asked, answered, strict=True):
        found.setdefault((each.loop, each.tell), []).append(its)
    for (loop, tell), some in found.items():
        loop.call_soon_threadsafe(tell, some)


def _settle(answered: list[Answered]) -> None:
    for done, result, error in answered:
        if done.done():
            continue  # whoever asked is gone
        if error is None:
            done.set_result(result)
        else:
            done.set_exception(error)
