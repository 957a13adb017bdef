"""An outcome that moved credit is overturned: what was moved comes back, once, and the rest stays owed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.credit.minutes import in_words
from commonhold.civic.exchange import crediting, owing, stages
from commonhold.civic.exchange.models import Agreement, Dispute, StillOwed
from commonhold.civic.exchange.notes import note, tell
from commonhold.civic.exchange.vocabulary import Deed, Owing, State
from commonhold.civic.moderation.vocabulary import Ladder
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal


def bring_back(agreement_id: int, *, measure_id: int, kind: Ladder, case_id: int, now: datetime) -> None:
    """Of the measure that ended this agreement's dispute; of any other, and twice, nothing happens."""
    row = stages.locked(agreement_id)
    if row is None or row.state != State.RESOLVED or row.steps.filter(kind=Deed.RESTORED).exists():
        return
    if not Dispute.objects.filter(agreement=row, measure_id=measure_id).exists():
        return
    bring = _deposit_back if kind is Ladder.FORFEIT else _pay_again
    moved, left = bring(row, f"case:{case_id}", now)
    words = [_("{time} came back.").format(time=in_words(moved))] if moved else []
    if left:
        said = _("{time} could not: the limits of today are full. It stays owed between the two.")
        words.append(said.format(time=in_words(left)))
    note(row, Deed.RESTORED, None, now, " ".join(words))
    back = "no" if not moved else "in part" if left else "yes"
    body = {"agreement": str(row.id), "back": back}
    record.append("exchange.dispute-overturned", body, about=f"agreement:{row.id}", now=now)
    tell(row, "resolved", stages.both(row), by=None, now=now)


def _pay_again(row: Agreement, because: str, now: datetime) -> tuple[int, int]:
    """What went back to the one who receives is paid again: minutes that were, and minutes that stay owed."""
    went_back = crediting.gone_back(row.payment_id)
    if row.payment_id is None or not went_back:
        return 0, 0
    moved = crediting.bring_again(row.payment_id, because=because, now=now)
    owing.owe(row, Owing.OVERTURNED, debtor=row.receiver_id, minutes=went_back - moved, now=now)
    return moved, went_back - moved


def _deposit_back(row: Agreement, because: str, now: datetime) -> tuple[int, int]:
    """A deposit that was lost goes back; one that is only owed falls away."""
    owed = StillOwed.objects.filter(agreement=row, why=Owing.DEPOSIT).first()
    if owed is not None and owed.settled_at is None:
        owing.settle(owed, None, None, now)
        return 0, 0
    payment_id = row.payment_id if owed is None else owed.payment_id
    if payment_id is None or crediting.gone_back(payment_id):
        return 0, 0
    moved = 0
    try:
        with transaction.atomic():
            moved = crediting.give_back(payment_id, because=because, by=None, now=now)
    except Refusal as refusal:
        note(row, Deed.NOT_REVERSED, None, now, str(refusal))
    left = row.deposit_minutes - moved
    owing.owe(row, Owing.OVERTURNED, debtor=row.giver_id, minutes=left, now=now)
    return moved, left
