"""The treasurer's desk and the fund's: pages for those whom a vote gave the mandate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import books, dues, waivers
from commonhold.doors.web.money.forms import BillForm, GiftForm, minor_units
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people


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


@require_POST
@signed_in
def record_bill(request: HttpRequest) -> HttpResponse:
    """A bill was paid."""
    form = BillForm(request.POST, board=_board(request), lines=_lines(request))
    if form.is_valid() and _posted(request, form, _post_bill):
        return see_other("/money/desk")
    return _desk(request, bill=form)


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


def _desk(
    request: HttpRequest, *, gift: GiftForm | None = None, bill: BillForm | None = None
) -> HttpResponse:
    page: dict[str, Any] = {
        "owed": treasury.dues_board(owner_of(request), now=clock.now()),
        "gift": gift or GiftForm(),
        "bill": bill or BillForm(board=_board(request), lines=_lines(request)),
    }
    refused = (gift and gift.errors) or (bill and bill.errors)
    return render(request, "money/desk.html", page, status=400 if refused else 200)


def _board(request: HttpRequest) -> list[tuple[int, str]]:
    """Who may approve: the board without oneself."""
    holders = [each.person_id for each in mandates.holders(Role.BOARD, at=clock.now())]
    names = people.lines(owner_of(request), holders)
    return [(each, names[each].name) for each in holders if each != owner_id_of(request)]


def _lines(request: HttpRequest) -> list[tuple[str, str]]:
    """This year's budget lines, each with what it still has."""
    budget = treasury.budget_of(owner_of(request), now=clock.now())
    left = _("{title} ({amount} left)")
    return [
        (each.code, left.format(title=each.title, amount=amount_in_words(each.left, each.currency)))
        for each in budget.lines
        if each.left > 0
    ]


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


def _post_bill(by: int, said: dict[str, Any]) -> None:
    books.record_cost(
        by,
        cents=minor_units(said["amount"], treasury.till().currency),
        what=said["what"],
        payee=said["payee"],
        approved_by=int(said["approved_by"]),
        line=said["line"],
        now=clock.now(),
    )
