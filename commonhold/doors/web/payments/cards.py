"""Paying by card or debit: begun here, paid on the processor's page, which then tells us."""

from __future__ import annotations

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.payments import processors
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions import cards
from commonhold.civic.payments.refusals import NotSigned
from commonhold.doors.web.money.forms import minor_units
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.payments.forms import RefundForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_POST
@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to pay one's dues, or something that is expected."""
    expected_id = whole(request.POST.get("expected"))
    made = cards.begin_card_payment(owner_id_of(request), expected_id=expected_id, now=clock.now())
    return see_other(f"/money/pay/{made}")


@require_safe
@signed_in
def pay_page(request: HttpRequest, payment_id: int) -> HttpResponse:
    """The way to the processor's page; or, once it said so, that it is paid."""
    viewer = owner_of(request)
    found = payments.card_payment(viewer, payment_id)
    public_url = request.build_absolute_uri("/").rstrip("/")
    is_back = bool(request.GET.get("paid"))
    link, refused = "", ""
    if not found.paid and not is_back:
        try:
            link = payments.page_to_pay(viewer, payment_id, public_url=public_url)
        except NotFound:
            raise
        except Refusal as refusal:
            refused = str(refusal)
    page = {"payment": found, "link": link, "is_back": is_back, "refused": refused}
    return render(request, "payments/pay_by_card.html", page, status=503 if refused else 200)


@csrf_exempt  # the processor sends it; its signature is what proves it
@require_POST
def said(request: HttpRequest) -> HttpResponse:
    """What the processor tells us: booked once, and refused unless it is signed and fresh."""
    try:
        event = processors.processor().event(request.body, request.headers.get("Stripe-Signature", ""))
    except NotSigned:
        return HttpResponse(status=400)
    cards.book_card_event(event, now=clock.now())
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cards_page(request: HttpRequest) -> HttpResponse:
    """For treasurers: what was paid by card, and giving it back."""
    viewer, now = owner_of(request), clock.now()
    form = RefundForm(request.POST or None)
    found = payments.card_payments(viewer, now=now)
    if request.method == "POST" and form.is_valid():
        payment_id, amount = form.cleaned_data["payment"], form.cleaned_data["amount"]
        coin = next((each.currency for each in found if each.id == payment_id), "")
        try:
            cents = minor_units(amount, coin)
            cards.refund_card_payment(owner_id_of(request), payment_id=payment_id, cents=cents, now=now)
            messages.success(request, _("The processor is asked to give it back."))
            return see_other("/money/desk/cards")
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        except ValidationError as wrong:
            form.add_error("amount", wrong)
    page = {"payments": found, "form": form, "takes_cards": payments.takes_cards()}
    return render(request, "payments/cards.html", page, status=400 if form.errors else 200)
