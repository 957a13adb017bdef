"""What is raised when the database did not answer in time, by a name that doors may know."""

from __future__ import annotations

from django.db import OperationalError

#: Whether a transaction that ended so was committed, nobody knows.
Unanswered = OperationalError

__all__ = ["Unanswered"]
