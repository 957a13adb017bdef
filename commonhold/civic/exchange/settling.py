"""How an agreement is settled: a gift at once, credit through trust, money by the word of its receiver."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonhold.civic.credit.minutes import in_words
from commonhold.civic.exchange import crediting, deposits, fees, owing, pricing, reminders, stages
from commonhold.civic.exchange.models import Agreement, AgreementStep
from commonhold.civic.exchange.notes import note, tell
from commonhold.civic.exchange.vocabulary import Deed, Owing, Price, State
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal


def settle_if_possible(row: Agreement, by: int | None, now: datetime) -> str:
    """Done by both: settle what can be settled by itself. Return why mutual credit could not be paid, or "".

    Money waits for the word of whoever receives it.
    """
    if row.price in {Price.GIFT, Price.HOURS}:
        settled(row, by, now)
        return ""
    if row.price == Price.MONEY:
        if row.parts.exists():
            reminders.wait_for_parts(row, now)
        return ""
    try:
        with transaction.atomic():
            row.payment_id = crediting.pay(row, row.minutes, now)
    except Refusal as refusal:
        why = str(refusal)
        last = AgreementStep.objects.filter(agreement=row).order_by("-id").first()
        if last is None or (last.kind, last.words) != (Deed.NOT_PAID, why):
            note(row, Deed.NOT_PAID, None, now, why)
        tell(row, "not-paid", stages.both(row), by=None, now=now)
        return why
    row.save(update_fields=["payment_id"])
    settled(row, by, now)
    return ""


def settled(
    row: Agreement, by: int | None, now: datetime, words: str = "", *, taken: int | None = None
) -> None:
    """Nothing is owed any more; now both may say how it went. `taken`: the co-op's fee, by the processor."""
    row.receipt_number = _next_receipt()
    row.save(update_fields=["receipt_number"])
    stages.go(row, State.SETTLED, Deed.SETTLED, by, now, words=words)
    if row.price == Price.MONEY:
        fees.ask_for_fee(row, now, taken=taken)
    body = {"agreement": str(row.id), "price": str(row.price), "sides": record.commit_to(_sides(row))}
    record.append("exchange.settled", body, about=f"agreement:{row.id}", now=now)
    reminders.wait_for_words(row, now)
    tell(row, "settled", stages.both(row), by=by, now=now)


def settle_late_cancellation(row: Agreement, by: int, now: datetime) -> str:
    """A deposit that is set aside, else half of the price; return in words what is owed, or "" for nothing.

    What has no way now stays owed. Of money the two remain to each other; the page says how much the terms
    name.
    """
    if deposits.is_held(row):
        deposits.forfeit(row, now)
        return _("The deposit of {time}, by the terms.").format(time=in_words(row.deposit_minutes))
    if row.price == Price.CREDIT and (part := pricing.late_part(row.minutes)):
        try:
            with transaction.atomic():
                row.payment_id = crediting.pay(row, part, now)
        except Refusal as refusal:
            note(row, Deed.NOT_PAID, None, now, str(refusal))
            owing.owe(row, Owing.CANCELLED, debtor=row.receiver_id, minutes=part, now=now)
            return _("{time} by the terms; it could not be paid yet.").format(time=in_words(part))
        row.save(update_fields=["payment_id"])
        return _("{time} by the terms, paid.").format(time=in_words(part))
    if row.price == Price.HOURS and (part := pricing.late_part(row.minutes)):
        return _("{time} by the terms, between the two.").format(time=in_words(part))
    if row.price == Price.MONEY and (part := pricing.late_part(row.cents)):
        amount = amount_in_words(part, row.currency)
        return _("{amount} by the terms, between the two.").format(amount=amount)
    return ""


def _next_receipt() -> int:
    """Without gaps, in the order of settling. For whoever holds the write."""
    last = Agreement.objects.aggregate(last=Max("receipt_number"))["last"]
    return (last or 0) + 1


def _sides(row: Agreement) -> str:
    return f"{row.giver_id}:{row.receiver_id}"
