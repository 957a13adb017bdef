"""Whole addresses. See `doors/calls`."""

from __future__ import annotations

from commonhold.doors.calls.addresses import address, base, domain

__all__ = ["address", "base", "domain"]
