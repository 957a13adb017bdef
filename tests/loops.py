"""Event loops in a process that may have had a browser.

The browser's driver leaves a loop behind that counts as running until the process ends, and asyncio runs none
within another. It can't be put aside for a whole test: Django keeps other connections where a loop runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from commonhold.ground.changes.reading.base import Turn

_T = TypeVar("_T")


class Runner:
    """As `asyncio.Runner`: what it runs one after the other shares a loop, until it is closed."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()

    def run(self, asked: Coroutine[Any, Any, _T]) -> _T:
        with _as_if_none_ran():
            return self._runner.run(asked)

    def close(self) -> None:
        with _as_if_none_ran():
            self._runner.close()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def run(asked: Coroutine[Any, Any, _T]) -> _T:
    """As `asyncio.run`."""
    with Runner() as runner:
        return runner.run(asked)


def take_for_none(left: asyncio.AbstractEventLoop) -> None:
    """From here on, readings look in this loop as they do outside of any: no turn of it ever ends."""
    looks = Turn.is_served

    def is_served(turn: Turn) -> bool:
        return asyncio._get_running_loop() is not left and looks(turn)

    setattr(Turn, "is_served", is_served)  # noqa: B010 - a method, for as long as the process lives


@contextmanager
def _as_if_none_ran() -> Iterator[None]:
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(running)
