"""What happens by itself: dues that were raised take of what people are owed."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.payments import owing
from commonhold.civic.treasury.news import DuesRaised


def credit_new_dues(news: DuesRaised, now: datetime) -> None:
    """Everybody's open dues, from what she is owed."""
    for person_id, currency in owing.owed_to(owing.unsettled()):
        owing.credit_dues(person_id, currency, now=now)
