"""What apps send. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.reading import nested, parameters

__all__ = ["nested", "parameters"]
