"""When words on how it went may be written, and when they come out."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.exchange import stages
from commonhold.civic.exchange.models import Agreement, Word
from commonhold.civic.exchange.notes import tell
from commonhold.civic.exchange.standing import law
from commonhold.civic.exchange.vocabulary import State

_TOLD_OF = frozenset({State.SETTLED, State.RESOLVED})


def is_open_to_words(row: Agreement, now: datetime) -> bool:
    """It was done, and its time for words is not over."""
    if row.state not in _TOLD_OF or row.over_at is None:
        return False
    return now <= row.over_at + timedelta(days=law().words_days)


def publish_words(row: Agreement, now: datetime) -> None:
    """Let both read what there is. Again changes nothing."""
    if Word.objects.filter(agreement=row, published_at=None).update(published_at=now):
        tell(row, "words-out", stages.both(row), by=None, now=now)
