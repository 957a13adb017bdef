"""The accounts that payments go through besides treasury's own; each is opened when it is first needed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.ground.ledger import actions as ledger

#: What a statement brought and nobody has said yet what it is; below nothing when more went out than came in.
UNASSIGNED = "liabilities:unassigned"
#: Came from somebody who is to have it back.
TO_SEND_BACK = "liabilities:to-send-back"
#: Paid towards dues that are not owed yet.
DUES_CREDIT = "liabilities:dues-credit"
#: With the card processor, until it sends it to the bank.
PROCESSOR = "assets:card-processor"
#: Taken back by a payer's bank until it is decided who is right.
DISPUTED = "assets:disputed"
FEES = "expenses:payment-fees"
OTHER_INCOME = "income:other"


def open_accounts(*, now: datetime) -> None:
    """Open those that are not open yet."""
    ledger.open_account(UNASSIGNED, name=_("Waits to be assigned"), at=now)
    ledger.open_account(TO_SEND_BACK, name=_("To be sent back"), at=now)
    ledger.open_account(DUES_CREDIT, name=_("Paid towards later dues"), at=now)
    ledger.open_account(PROCESSOR, name=_("With the card processor"), at=now)
    ledger.open_account(DISPUTED, name=_("Disputed card payments"), at=now)
    ledger.open_account(FEES, name=_("Fees for payments"), at=now)
    ledger.open_account(OTHER_INCOME, name=_("Other income"), at=now)
