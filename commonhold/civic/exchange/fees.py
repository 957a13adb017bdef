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


def subject_of(agreement_id: int, part_of: int | None = None) -> str:
    """Of an artist's part in the sale of a joint collection, or of the whole."""
    return f"agreement:{agreement_id}" if part_of is None else f"agreement:{agreement_id}:{part_of}"


def ask_for_fee(row: Agreement, now: datetime, *, taken: int | None = None) -> None:
    """Expect it of whoever received money, and write the invoice; nothing where none is voted.

    `taken` is what the card processor gave the co-op already. Of a joint collection each artist is asked for
    her part.
    """
    parts = list(row.parts.order_by("id"))
    if not parts:
        cents = pricing.fee(row.cents, law().fee_permille) if taken is None else taken
        _ask(row, row.giver_id, cents, subject_of(row.id), now)
    for each in parts:
        cents = pricing.fee(each.cents, law().fee_permille)
        _ask(row, each.person_id, cents, subject_of(row.id, each.person_id), now)


def _ask(row: Agreement, person_id: int, cents: int, subject: str, now: datetime) -> None:
    if cents < 1:
        return
    ledger.open_account(INCOME, name=_("Fees for agreements"), at=now)
    asked = {"kind": KIND, "subject": subject}
    payments.expect(
        **asked,
        account=INCOME,
        cents=cents,
        currency=row.currency,
        person_id=person_id,
        words=_("The co-op's fee: {title}").format(title=row.title),
        now=now,
    )
    payments.issue_invoice(**asked, to=people.name_of(person_id), now=now)
    tell(row, "fee", [person_id], by=None, now=now)


def fee_of(agreement_id: int, part_of: int | None = None) -> ExpectedLine | None:
    """What is asked for it, or for one's part in it; None where nothing is."""
    return asked_for(kind=KIND, subject=subject_of(agreement_id, part_of))
