"""Where a list goes on. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.paging import by_offset, paged

__all__ = ["by_offset", "paged"]
