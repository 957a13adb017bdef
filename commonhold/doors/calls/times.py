"""Times as apps read them."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(at: datetime) -> str:
    """`2026-01-01T00:00:00.000Z`: some apps read nothing but this."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def instant_or_none(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
