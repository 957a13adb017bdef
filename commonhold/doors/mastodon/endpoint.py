"""How a function becomes an endpoint here, as behind every door that speaks JSON (`doors/calls`)."""

from __future__ import annotations

from commonhold.doors.calls.endpoint import Endpoint, Who, answered, at, bearer_of, endpoint, unknown

__all__ = ["Endpoint", "Who", "answered", "at", "bearer_of", "endpoint", "unknown"]
