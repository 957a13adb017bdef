"""How it stands with the periods: for this room's actions and queries."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from commonhold.civic.accounting import periods
from commonhold.civic.accounting.models import Closing, ClosingStep, Statement
from commonhold.civic.treasury import queries as treasury

_Step = ClosingStep.Kind


def closed() -> QuerySet[Closing]:
    """Closings that hold: confirmed, and not opened again."""
    rows = Closing.objects.filter(_has(_Step.CONFIRMED))
    return rows.exclude(_has(_Step.REOPENED))


def waiting() -> QuerySet[Closing]:
    """Closings that somebody asked for, and nobody has confirmed or taken back."""
    return Closing.objects.exclude(_has(_Step.CONFIRMED)).exclude(_has(_Step.WITHDRAWN))


def statement(year: int) -> Statement | None:
    """The figures of a year that is closed."""
    return Statement.objects.filter(closing__in=closed(), year=year).first()


def last_month() -> str | None:
    """The latest month that is closed."""
    return closed().filter(period__contains="-").order_by("-period").values_list("period", flat=True).first()


def last_year() -> int | None:
    """The latest year that is closed."""
    return (
        Statement.objects.filter(closing__in=closed())
        .order_by("-year")
        .values_list("year", flat=True)
        .first()
    )


def next_month() -> str | None:
    """The first month that is open; None before the founding."""
    last = last_month()
    return treasury.first_month() if last is None else periods.following(last)


def next_year() -> int | None:
    """The first year that is open; None before the founding."""
    last, first = last_year(), treasury.first_month()
    if last is not None:
        return last + 1
    return None if first is None else int(first[:4])


def _has(kind: ClosingStep.Kind) -> Exists:
    return Exists(ClosingStep.objects.filter(closing=OuterRef("id"), kind=kind))
