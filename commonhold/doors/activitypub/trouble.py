"""Why nothing could be had from another server."""

from __future__ import annotations


class Unreachable(Exception):
    """It doesn't answer, or not now: it may later."""


class Strange(Exception):
    """What it says can't be taken, and that won't change; the words say why."""


class Blocked(Exception):
    """The co-op wants nothing of that server."""
