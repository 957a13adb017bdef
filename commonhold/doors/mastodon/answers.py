"""What goes back to an app. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.answers import (
    OPEN_TO_ALL,
    PREFLIGHT,
    Answer,
    Wrong,
    invalid,
    not_found,
    refused,
    written,
)

__all__ = ["OPEN_TO_ALL", "PREFLIGHT", "Answer", "Wrong", "invalid", "not_found", "refused", "written"]
