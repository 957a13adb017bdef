"""One call of an app. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.asked import Asked, id_of

__all__ = ["Asked", "id_of"]
