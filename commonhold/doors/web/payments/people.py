"""Being paid by card by others, and paying somebody: the processor pays her, and the co-op has its fee."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.payments import processors
from commonhold.civic.payments.actions import splitting
from commonhold.civic.payments.queries import splits
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def account_page(request: HttpRequest) -> HttpResponse:
    """Be set up with the processor; back from its page, it is asked whether one can be paid."""
    viewer, asked, refused = owner_of(request), processors.processor(), ""
    here = request.build_absolute_uri("/money/mine/cards")
    is_back = bool(request.GET.get("back"))
    try:
        if request.method == "POST" or is_back:
            account = splits.account_of(viewer)
            is_ready = asked.is_ready(account=account)
            splitting.keep_account(owner_id_of(request), account=account, is_ready=is_ready, now=clock.now())
            if request.method == "POST" and not is_ready:
                return see_other(asked.page_to_connect(account=account, back_to=f"{here}?back=1"))
    except NotFound:
        raise
    except Refusal as refusal:
        refused = str(refusal)
    page = {
        "is_ready": splits.is_paid_by_card(owner_id_of(request)),
        "is_back": is_back,
        "refused": refused,
    }
    return render(request, "payments/paid_by_card.html", page, status=503 if refused else 200)


@require_safe
@signed_in
def pay_page(request: HttpRequest, payment_id: int) -> HttpResponse:
    """The way to the processor's page; or, once it said so, that it is paid."""
    viewer, link, refused = owner_of(request), "", ""
    found = splits.split_payment(viewer, payment_id)
    is_back = bool(request.GET.get("paid"))
    if not found.is_paid and not is_back:
        try:
            public_url = request.build_absolute_uri("/").rstrip("/")
            link = splits.page_to_pay_somebody(viewer, payment_id, public_url=public_url)
        except NotFound:
            raise
        except Refusal as refusal:
            refused = str(refusal)
    page = {"payment": found, "link": link, "is_back": is_back, "refused": refused}
    return render(request, "payments/pay_somebody.html", page, status=503 if refused else 200)
