"""Papers with a number in their year: none is left out, and none is given twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from commonhold.civic.payments.models import Invoice, Paper
from commonhold.civic.payments.refusals import BookedMeanwhile

Result = TypeVar("Result")
_TRIES = 5


def next_number(kind: type[Paper] | type[Invoice], year: int) -> int:
    """The number after the last one, whose row is held for this transaction."""
    last = kind._default_manager.select_for_update().filter(year=year).order_by("-number").first()
    return 1 if last is None else last.number + 1


def numbered(make: Callable[[], Result]) -> Result:
    """What `make` gives, which takes the next number. Raises BookedMeanwhile if others always came first."""
    for _try in range(_TRIES):
        try:
            with transaction.atomic():
                return make()
        except IntegrityError:  # another connection took the number: the next one is ours
            continue
    raise BookedMeanwhile
