"""Serving on a jury is paid flat: the same for everybody who voted, whichever way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.models import Juror
from commonhold.civic.payments import actions as payments
from commonhold.civic.treasury import accounts
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending import queries as ending
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg

COSTS, OWED = "expenses:juries", "liabilities:juries"
KIND, ENTRY = "jury", "moderation.jury"


def pay(jurors: Collection[Juror], *, now: datetime) -> None:
    """Owe each of them the voted amount; whom peers lend is paid by her own co-op, if at all."""
    for each in jurors:
        if each.person_id is not None:
            owe(each.person_id, str(each.id), now=now)


def owe(person_id: int, subject: str, *, now: datetime) -> None:
    """Owe somebody the voted amount for one jury, once; nothing where members voted none.

    Nor in a co-op that has ended, whose books are empty and stay so.
    """
    cents = charter.current().read(ModerationCharter).jury_pay_cents
    if not cents or ending.is_read_only():
        return
    currency = accounts.currency()
    ledger.open_account(COSTS, name=_("Juries"), at=now)
    ledger.open_account(OWED, name=_("Owed to people on juries"), at=now)
    key = f"jury:{subject}"
    legs = [Leg(COSTS, cents, currency), Leg(OWED, -cents, currency)]
    ledger.post(kind=ENTRY, key=key, cause=key, legs=legs, at=now)
    payments.owe(
        kind=KIND,
        subject=subject,
        account=OWED,
        cents=cents,
        currency=currency,
        person_id=person_id,
        words=_("For serving on a jury"),
        now=now,
    )
