"""What is written at the same time is made lasting by one commit: the disk is waited for once.

One thread, and so one connection: what SQLite keeps of the file in memory for it stays true from one
transaction to the next, while every other writer would have to read it anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction

Result = TypeVar("Result")
_AT_ONCE = 16  # in one transaction: nobody else can write meanwhile


class _Asked(NamedTuple):
    call: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]


class _Answered(NamedTuple):
    asked: _Asked
    result: Any
    error: Exception | None


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
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()
        self._queue.put(_Asked(call, loop, done))
        return await done

    def _run(self) -> None:
        goes_on = True
        while goes_on:
            asked = self._queue.get()
            together: list[_Asked] = []
            while asked is not None:
                together.append(asked)
                if self._queue.empty() or len(together) == _AT_ONCE:
                    break
                asked = self._queue.get()
            goes_on = asked is not None
            if together:
                _tell(_written(together))
        connection.close()


def _written(together: list[_Asked]) -> list[_Answered]:
    close_old_connections()
    if len(together) == 1:
        return [_tried(together[0])]
    began, answered = False, []
    try:
        with transaction.atomic():
            began = True
            answered = [_tried(each) for each in together]
            if connection.needs_rollback:
                began, answered = True, []
                raise DatabaseError("what one of them left could not be taken back alone")
    except (DatabaseError, InterfaceError) as error:
        if began and not answered:
            return [_tried(each) for each in together]  # nothing of it stays: each has its own
        return [_Answered(each, None, error) for each in together]  # whether it was committed, nobody knows
    return answered


def _tried(asked: _Asked) -> _Answered:
    """An action that raises takes back its own part, and nothing else."""
    # Where a failed question spoils a transaction, what is asked outside of the action is set apart too.
    is_apart = connection.in_atomic_block and connection.vendor != "sqlite"
    try:
        with transaction.atomic() if is_apart else nullcontext():
            return _Answered(asked, asked.call(), None)
    except Exception as error:  # whoever asked is told
        return _Answered(asked, None, error)


def _tell(answered: list[_Answered]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Answered]] = {}
    for each in answered:
        by_loop.setdefault(each.asked.loop, []).append(each)
    for loop, some in by_loop.items():
        loop.call_soon_threadsafe(_settle, some)


def _settle(answered: list[_Answered]) -> None:
    for each in answered:
        if each.asked.done.done():
            continue  # whoever asked is gone
        if each.error is None:
            each.asked.done.set_result(each.result)
        else:
            each.asked.done.set_exception(each.error)
