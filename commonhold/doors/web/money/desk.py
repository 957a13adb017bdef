"""The treasurer's desk and the fund's: pages for those whom a vote gave the mandate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.payments import queries as payments
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import books, dues, waivers
from commonhold.doors.web.money.forms import GiftForm, minor_units
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_safe
@signed_in
def treasurer_page(request: HttpRequest) -> HttpResponse:
    """Who owes what, and the forms for what arrived and what was paid."""
    return _desk(request)


@require_POST
@signed_in
def record_dues(request: HttpRequest) -> HttpResponse:
    """Dues arrived."""
    dues.record_dues_received(
        owner_id_of(request), charge_id=whole(request.POST.get("charge")) or 0, now=clock.now()
    )
    messages.success(request, _("The dues are in the books."))
    return see_other("/money/desk")


@require_POST
@signed_in
def record_gift(request: HttpRequest) -> HttpResponse:
    """A gift to the fund arrived."""
    form = GiftForm(request.POST)
    if form.is_valid() and _posted(request, form, _post_gift):
        return see_other("/money/desk")
    return _desk(request, gift=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fund_page(request: HttpRequest) -> HttpResponse:
    """Who asks the fund to carry her dues; for the membership mandate alone."""
    if request.method == "POST":
        act = waivers.grant_waiver if request.POST.get("answer") == "grant" else waivers.decline_waiver
        act(owner_id_of(request), person_id=whole(request.POST.get("person")) or 0, now=clock.now())
        return see_other("/money/fund")
    requests = treasury.waiver_requests(owner_of(request), now=clock.now())
    return render(request, "money/fund.html", {"requests": requests})


def _desk(request: HttpRequest, *, gift: GiftForm | None = None) -> HttpResponse:
    page: dict[str, Any] = {
        "owed": treasury.dues_board(owner_of(request), now=clock.now()),
        "gift": gift or GiftForm(),
        "takes_cards": payments.takes_cards(),
        "open": payments.open_at_desk(owner_of(request), now=clock.now()),
    }
    return render(request, "money/desk.html", page, status=400 if gift and gift.errors else 200)


def _posted(request: HttpRequest, form: forms.Form, post: Any) -> bool:
    try:
        post(owner_id_of(request), form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    except forms.ValidationError as wrong:
        form.add_error("amount", wrong)
        return False
    messages.success(request, _("It is in the books."))
    return True


def _post_gift(by: int, said: dict[str, Any]) -> None:
    books.give_to_fund(by, cents=minor_units(said["amount"], treasury.till().currency), now=clock.now())
