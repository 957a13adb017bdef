"""A deposit of mutual credit: set aside when both agree, free when it is done, lost as agreed or decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.credit import queries as credit
from commonhold.civic.credit.minutes import in_words
from commonhold.civic.exchange import crediting, owing
from commonhold.civic.exchange.models import Agreement
from commonhold.civic.exchange.notes import note
from commonhold.civic.exchange.refusals import DepositHasNoWay
from commonhold.civic.exchange.vocabulary import Deed, Owing
from commonhold.ground.refusal import Refusal


def set_aside(row: Agreement, now: datetime) -> None:
    """Raises DepositHasNoWay, so that nothing is agreed on."""
    if not row.deposit_minutes:
        return
    try:
        crediting.set_aside(row, now)
    except Refusal as refusal:
        raise DepositHasNoWay(str(refusal)) from refusal
    note(row, Deed.DEPOSIT_HELD, None, now, in_words(row.deposit_minutes))


def is_held(row: Agreement) -> bool:
    return bool(row.deposit_minutes) and bool(credit.set_aside(crediting.deposit_key(row)))


def free(row: Agreement, now: datetime) -> None:
    """Harmless where none is held any more."""
    if row.deposit_minutes and crediting.free(row, now):
        note(row, Deed.DEPOSIT_FREE, None, now)


def forfeit(row: Agreement, now: datetime) -> None:
    """It goes to the one who gives. Where it has no way by now, it comes free and stays owed."""
    try:
        with transaction.atomic():
            payment_id = crediting.forfeit(row, now)
    except Refusal as refusal:
        note(row, Deed.NOT_PAID, None, now, str(refusal))
        free(row, now)
        owing.owe(row, Owing.DEPOSIT, debtor=row.receiver_id, minutes=row.deposit_minutes, now=now)
        return
    if payment_id is not None:
        row.payment_id = payment_id
        row.save(update_fields=["payment_id"])
        note(row, Deed.DEPOSIT_LOST, None, now, in_words(row.deposit_minutes))
