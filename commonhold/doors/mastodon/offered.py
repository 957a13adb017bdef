"""What is offered of all that Mastodon has: an endpoint is built unless it says here that it is not.

`docs/features-api.md` is made of this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum

from commonhold.doors.calls.endpoint import Endpoint


class State(Enum):
    """What an app gets of an operation that is not built."""

    EMPTY = "empty"
    REFUSED = "refused"


@dataclass(frozen=True)
class Unbuilt(Endpoint):
    """An endpoint that answers as documented and does nothing, with the reason."""

    state: State
    reason: str


def empty(reason: str) -> Callable[[Endpoint], Endpoint]:
    """It says yes, and never has anything to tell."""
    return lambda found: _unbuilt(found, State.EMPTY, reason)


def refused(reason: str) -> Callable[[Endpoint], Endpoint]:
    """It always says no, with a documented error."""
    return lambda found: _unbuilt(found, State.REFUSED, reason)


def _unbuilt(found: Endpoint, state: State, reason: str) -> Unbuilt:
    kept = {each.name: getattr(found, each.name) for each in fields(Endpoint)}
    return Unbuilt(**kept, state=state, reason=reason)
