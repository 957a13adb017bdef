"""One's own: bank details, receipts for what one paid, and what one was paid in a year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions import details, receipts
from commonhold.doors.web.downloads import private_pdf
from commonhold.doors.web.payments.forms import BankForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bank_page(request: HttpRequest) -> HttpResponse:
    """Say, change or take away where one is paid."""
    by, now = owner_id_of(request), clock.now()
    held = payments.bank_details(owner_of(request), by, now=now)
    if request.POST.get("do") == "forget":
        details.forget_bank_details(by, now=now)
        messages.success(request, _("Your bank details are gone."))
        return see_other("/money/mine")
    form = BankForm(request.POST or None, initial={"name": held.name} if held else None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            details.set_bank_details(by, iban=said["iban"], name=said["name"], now=now)
            messages.success(request, _("We know where to pay you now."))
            return see_other("/money/mine")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "held": held}
    return render(request, "payments/bank.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def issue_receipt(request: HttpRequest) -> HttpResponse:
    """A receipt for something that one paid: made once, then shown."""
    subject = request.POST.get("subject", "")
    made = receipts.issue_receipt(owner_id_of(request), subject=subject, now=clock.now())
    return see_other(f"/money/mine/receipts/{made}")


@require_safe
@signed_in
def receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    file = payments.receipt_pdf(owner_of(request), receipt_id)
    return private_pdf(file.content, file.name)


@require_safe
@signed_in
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """What the co-op paid one in a year."""
    found = payments.paid_in_year(owner_of(request), owner_id_of(request), year, now=clock.now())
    return render(request, "payments/year.html", {"found": found})


@require_safe
@signed_in
def year_file(request: HttpRequest, year: int) -> HttpResponse:
    file = payments.year_pdf(owner_of(request), owner_id_of(request), year, now=clock.now())
    return private_pdf(file.content, file.name)
