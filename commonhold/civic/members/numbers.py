"""Numbers of members: given in order, and kept for whoever had one before and has not claimed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from commonhold.civic.members.models import KeptNumber, Member


def following() -> int:
    """The next one that nobody has or waits for."""
    given = Member.objects.aggregate(top=Max("number"))["top"] or 0
    kept = KeptNumber.objects.aggregate(top=Max("number"))["top"] or 0
    return 1 + max(given, kept)


def keep(numbers: Sequence[int], *, now: datetime) -> None:
    """Give these to nobody else."""
    KeptNumber.objects.bulk_create(KeptNumber(number=each, at=now) for each in numbers)


def release(numbers: Sequence[int]) -> None:
    KeptNumber.objects.filter(number__in=numbers).delete()
