"""The co-op's fee for an agreement in money: voted, owed by whoever received it, with an invoice."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.exchange import pricing
from commonhold.civic.exchange.models import Agreement
from commonhold.civic.exchange.notes import tell
from commonhold.civic.exchange.standing import law
from commonhold.civic.payments import actions as payments
from commonhold.civic.payments.queries.asked import asked_for
from commonhold.civic.payments.queries.own import ExpectedLine
from commonhold.ground.ledger import actions as ledger
from commonhold.social.people import queries as people

KIND = "exchange.fee"
INCOME = "income:exchange"


def subject_of(agreement_id: int) -> str:
    return f"agreement:{agreement_id}"


def ask_for_fee(row: Agreement, now: datetime) -> None:
    """Expect it, which books it when it arrives, and write the invoice; nothing where none is voted."""
    cents = pricing.fee(row.cents, law().fee_permille)
    if cents < 1:
        return
    ledger.open_account(INCOME, name=_("Fees for agreements"), at=now)
    asked = {"kind": KIND, "subject": subject_of(row.id)}
    payments.expect(
        **asked,
        account=INCOME,
        cents=cents,
        currency=row.currency,
        person_id=row.giver_id,
        words=_("The co-op's fee: {title}").format(title=row.title),
        now=now,
    )
    payments.issue_invoice(**asked, to=people.name_of(row.giver_id), now=now)
    tell(row, "fee", [row.giver_id], by=None, now=now)


def fee_of(agreement_id: int) -> ExpectedLine | None:
    """What is asked for it; None where nothing is."""
    return asked_for(kind=KIND, subject=subject_of(agreement_id))
