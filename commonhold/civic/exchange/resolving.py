"""How a dispute ends, whoever ended it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.credit.minutes import in_words
from commonhold.civic.exchange import crediting, deposits, reminders, stages
from commonhold.civic.exchange.models import Agreement, Dispute
from commonhold.civic.exchange.notes import note, tell
from commonhold.civic.exchange.vocabulary import Deed, State
from commonhold.civic.moderation.vocabulary import Ladder
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people


def resolve(row: Agreement, dispute: Dispute, words: str, how: str, now: datetime) -> None:
    """It is over: on the record how, without who. For whoever has carried out what was decided."""
    dispute.ended_at = now
    dispute.save(update_fields=["ended_at"])
    stages.go(row, State.RESOLVED, Deed.RESOLVED, None, now, words=words)
    body = {"agreement": str(row.id), "how": how, "back": "yes" if _went_back(row) else "no"}
    record.append("exchange.dispute-resolved", body, about=f"agreement:{row.id}", now=now)
    reminders.wait_for_words(row, now)
    tell(row, "resolved", stages.both(row), by=None, now=now)


def question(row: Agreement) -> Ladder | None:
    """What a jury can decide about: a deposit that is held, or what was paid. None where nothing can move."""
    if deposits.is_held(row):
        return Ladder.FORFEIT
    return Ladder.UNDO if row.payment_id is not None else None


def carry_out(row: Agreement, dispute: Dispute, *, kind: Ladder, case_id: int, now: datetime) -> None:
    """A jury decided that what was paid goes back, as far as limits let it, or that the deposit is lost."""
    if kind is Ladder.FORFEIT:
        deposits.forfeit(row, now)
    else:
        give_back(row, because=f"case:{case_id}", by=None, now=now)
    resolve(row, dispute, "", "jury", now)


def give_back(row: Agreement, *, because: str, by: int | None, now: datetime) -> None:
    """What can't go back is said, and nothing else is lost by it."""
    if row.payment_id is None:
        return
    try:
        with transaction.atomic():
            minutes = crediting.give_back(row.payment_id, because=because, by=by, now=now)
    except Refusal as refusal:
        note(row, Deed.NOT_REVERSED, None, now, str(refusal))
        return
    words = _("{time} went back, as far as the limits of today let it.").format(time=in_words(minutes))
    note(row, Deed.REVERSED, None, now, words)


def _went_back(row: Agreement) -> bool:
    return row.steps.filter(kind=Deed.REVERSED).exists()


def tell_stewards(row: Agreement, what: str, now: datetime) -> None:
    """Whoever holds a mandate and has no side in it."""
    sides = {each for one in stages.both(row) for each in people.same_human(one)}
    tell(row, what, set(people.steward_ids()) - sides, by=None, now=now)
