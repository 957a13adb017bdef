"""Which time zones there are. To ask the system for them is to read hundreds of files' names."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def time_zones() -> frozenset[str]:
    """The names that this system knows, as of the first time that anybody asked."""
    return frozenset(available_timezones())
