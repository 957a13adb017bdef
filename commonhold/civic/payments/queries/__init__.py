"""What may be known of payments: one's own by each, all of them by treasurers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.payments.queries.cards import card_payment, card_payments, page_to_pay, takes_cards
    from commonhold.civic.payments.queries.desk import expected, file, open_at_desk, statement, unassigned
    from commonhold.civic.payments.queries.desk import statements_of as statements
    from commonhold.civic.payments.queries.own import (
        MyPayments,
        bank_details,
        is_held,
        my_payments,
        pay_to,
        payments_of,
    )
    from commonhold.civic.payments.queries.papers import paid_in_year, receipt_pdf, what_i_paid, year_pdf
    from commonhold.civic.payments.queries.runs import next_run, payout_run, payout_runs, returned, run_file
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "MyPayments",
    "bank_details",
    "card_payment",
    "card_payments",
    "expected",
    "file",
    "is_held",
    "my_payments",
    "next_run",
    "open_at_desk",
    "page_to_pay",
    "paid_in_year",
    "pay_to",
    "payments_of",
    "payout_run",
    "payout_runs",
    "receipt_pdf",
    "returned",
    "run_file",
    "statement",
    "statements",
    "takes_cards",
    "unassigned",
    "what_i_paid",
    "year_pdf",
]
