"""Times as apps read them. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.times import instant, instant_or_none

__all__ = ["instant", "instant_or_none"]
