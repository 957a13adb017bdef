"""How often an app may call. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.limits import Kind, Limits, limits

__all__ = ["Kind", "Limits", "limits"]
