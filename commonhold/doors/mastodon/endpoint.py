"""How a function becomes an endpoint. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.endpoint import Endpoint, Who, answered, at, endpoint, unknown

__all__ = ["Endpoint", "Who", "answered", "at", "endpoint", "unknown"]
