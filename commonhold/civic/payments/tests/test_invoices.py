"""Who outside is expected to pay is asked on paper: numbered in its year, the same each time."""

from __future__ import annotations

import pytest

from commonhold.civic.payments import actions
from commonhold.civic.payments.models import Invoice
from commonhold.civic.payments.queries import papers
from commonhold.civic.payments.refusals import NoSuchPayment, NotExpected
from commonhold.civic.payments.tests.conftest import expects


def _issue(coop, subject: str = "1") -> int:
    return actions.issue_invoice(kind="share", subject=subject, to="A baker\n3 Mill Lane", now=coop.now)


def test_invoices_are_numbered_in_their_year_without_gaps(banked):
    for subject in ("1", "2"):
        expects(banked, None, subject)
        _issue(banked, subject)
    banked.wait(days=300)
    expects(banked, None, "3")
    _issue(banked, "3")

    numbers = Invoice.objects.order_by("id").values_list("year", "number")
    assert list(numbers) == [(2026, 1), (2026, 2), (2027, 1)]


def test_the_same_payment_has_one_invoice_and_the_same_paper(banked):
    expects(banked, None)

    assert _issue(banked) == _issue(banked)

    pdf = papers.invoice_pdf(kind="share", subject="1")
    assert pdf.name == "invoice-I-2026-00001.pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content == papers.invoice_pdf(kind="share", subject="1").content


def test_an_invoice_stands_without_our_account_too(coop):
    expects(coop, None)
    _issue(coop)

    assert papers.invoice_pdf(kind="share", subject="1").content.startswith(b"%PDF-")


def test_what_nobody_expects_has_no_invoice(coop):
    with pytest.raises(NotExpected):
        _issue(coop)
    assert not papers.has_invoice(kind="share", subject="1")
    with pytest.raises(NoSuchPayment):
        papers.invoice_pdf(kind="share", subject="1")
