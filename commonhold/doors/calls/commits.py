"""How what is done in the event loop has something written: with others, in one commit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeVar

Result = TypeVar("Result")
#: Does several things of one kind by one action: for each what it gave, or the error that refuses it.
Several = Callable[[list[Any]], list[Any]]


class Answered(NamedTuple):
    """What became of `one`, once it is committed. Of what has an `error` nothing was written."""

    one: Any
    result: Any
    error: Exception | None


Tell = Callable[[list[Answered]], None]


class Writing(Protocol):
    """Runs actions one after the other, and what waits meanwhile together. It belongs to an event loop."""

    async def __call__(self, call: Callable[[], Result]) -> Result:
        """What `call` gives once it is committed. Raises what it raised; then nothing of it was written."""

    def put(self, several: Several, one: Any, tell: Tell) -> None:
        """Have `several` do `one`; in a later turn of the loop `tell` hears its end, with those of others."""
