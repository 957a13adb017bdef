"""Bills, for members: handing one in, approving it with others, and paying it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import bills
from commonhold.doors.web.money.forms import BillForm, DeclineForm, minor_units
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import NotFound, Refusal

_PAGE = 40


@require_safe
@signed_in
def bills_page(request: HttpRequest) -> HttpResponse:
    """What waits, and what became of the others."""
    viewer, now = owner_of(request), clock.now()
    over = treasury.bills(viewer, is_open=False, before=whole(request.GET.get("before")), limit=_PAGE)
    page = {
        "waiting": treasury.bills(viewer, is_open=True, limit=200),
        "mine": {each.id for each in treasury.waiting_for(viewer, now=now)},
        "over": over,
        "older": over[-1].id if len(over) == _PAGE else None,
    }
    return render(request, "money/bills.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_bill(request: HttpRequest) -> HttpResponse:
    """Hand one in; what is refused stands there with what was typed."""
    form = BillForm(request.POST or None, lines=_lines(request))
    if request.method == "POST" and form.is_valid():
        try:
            return see_other(f"/money/bills/{_hand_in(owner_id_of(request), form.cleaned_data)}")
        except Refusal as refusal:
            form.refuse(refusal)
        except ValidationError as wrong:
            form.add_error("amount", wrong)
    return render(request, "money/new_bill.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@signed_in
def bill_page(request: HttpRequest, bill_id: int) -> HttpResponse:
    return _show(request, bill_id, DeclineForm())


@require_POST
@signed_in
def answer(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Approve, pay or take back, as the button says."""
    said: dict[str, tuple[Callable[..., object], str]] = {
        "approve": (bills.approve_bill, _("You answer for it too.")),
        "pay": (bills.pay_bill, _("It is in the books.")),
        "take-back": (bills.take_back_bill, _("It is taken back.")),
    }
    act, words = said.get(request.POST.get("do", ""), said["approve"])
    try:
        act(owner_id_of(request), bill_id=bill_id, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, bill_id, DeclineForm(), refused=str(refusal))
    messages.success(request, words)
    return see_other(f"/money/bills/{bill_id}")


@require_POST
@signed_in
def decline(request: HttpRequest, bill_id: int) -> HttpResponse:
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            bills.decline_bill(
                owner_id_of(request), bill_id=bill_id, reason=form.cleaned_data["reason"], now=clock.now()
            )
            return see_other(f"/money/bills/{bill_id}")
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, bill_id, form)


def _show(request: HttpRequest, bill_id: int, form: DeclineForm, *, refused: str = "") -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    bill = treasury.bill(viewer, bill_id, now=now)
    line = treasury.line_of(viewer, bill.budget_line, now=now) if bill.budget_line else None
    page = {"bill": bill, "line": line, "declining": form, "refused": refused}
    return render(request, "money/bill.html", page, status=400 if refused or form.errors else 200)


def _hand_in(by: int, said: dict[str, Any]) -> int:
    return bills.hand_in_bill(
        by,
        cents=minor_units(said["amount"], treasury.till().currency),
        what=said["what"],
        payee=said["payee"],
        line=said["line"],
        is_own=said["is_own"],
        now=clock.now(),
    )


def _lines(request: HttpRequest) -> list[tuple[str, str]]:
    """This year's budget lines, each with what it still has."""
    budget = treasury.budget_of(owner_of(request), now=clock.now())
    left = _("{title} ({amount} left)")
    return [
        (each.code, left.format(title=each.title, amount=amount_in_words(each.left, each.currency)))
        for each in budget.lines
        if each.left > 0
    ]
