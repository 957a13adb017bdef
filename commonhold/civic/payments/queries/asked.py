"""What another room asked for, for that room."""

from __future__ import annotations

from commonhold.civic.payments.models import Arrival, Expected
from commonhold.civic.payments.queries.own import ExpectedLine


def asked_for(*, kind: str, subject: str) -> ExpectedLine | None:
    """What was expected under the asking room's own words, whether or not it is here; None for nothing."""
    row = Expected.objects.filter(kind=kind, subject=subject).first()
    if row is None:
        return None
    is_here = Arrival.objects.filter(expected=row).exists()
    return ExpectedLine(
        row.id, row.kind, row.subject, row.words, row.cents, row.currency, row.reference, row.at, is_here
    )
