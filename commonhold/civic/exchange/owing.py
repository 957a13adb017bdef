"""What could not be paid when it was due stays owed, in a row of its own, until it is paid or let go."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.credit.minutes import in_words
from commonhold.civic.exchange.models import Agreement, StillOwed
from commonhold.civic.exchange.notes import note, tell
from commonhold.civic.exchange.vocabulary import Deed, Owing
from commonhold.ground import ids


def owe(row: Agreement, why: Owing, *, debtor: int, minutes: int, now: datetime) -> None:
    """The other of the two is owed it; nothing where nothing is, and once for a reason."""
    if minutes < 1:
        return
    sides = (row.giver_id, row.receiver_id)
    creditor = next(each for each in sides if each != debtor)
    facts = {
        "id": ids.new_id(now),
        "debtor_id": debtor,
        "creditor_id": creditor,
        "minutes": minutes,
        "at": now,
    }
    _made, is_new = StillOwed.objects.get_or_create(agreement=row, why=why, defaults=facts)
    if is_new:
        note(row, Deed.STILL_OWED, None, now, f"{in_words(minutes)}: {why.label}")
        tell(row, "still-owed", sides, by=None, now=now)


def settle(owed: StillOwed, payment_id: int | None, by: int | None, now: datetime) -> None:
    """It is paid, or let go, or falls away. For whoever holds the agreement's lock."""
    owed.settled_at, owed.payment_id = now, payment_id
    owed.save(update_fields=["settled_at", "payment_id"])
    note(owed.agreement, Deed.CLEARED, by, now, in_words(owed.minutes))
