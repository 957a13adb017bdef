"""Bills, for members: handing one in, approving it with others, and paying it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import COSTS, accounts_for_costs
from commonhold.civic.treasury.actions import bills
from commonhold.civic.treasury.actions.attaching import attach_file
from commonhold.civic.treasury.receipts import MEGABYTE, MOST_MEGABYTES
from commonhold.doors.web.money.forms import BillForm, DeclineForm, minor_units
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people.queries import Viewer

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
    form = BillForm(request.POST or None, lines=_lines(request), accounts=accounts())
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
        with refused_at(form):
            bills.decline_bill(
                owner_id_of(request), bill_id=bill_id, reason=form.cleaned_data["reason"], now=clock.now()
            )
            return see_other(f"/money/bills/{bill_id}")
    return _show(request, bill_id, form)


def _show(request: HttpRequest, bill_id: int, form: DeclineForm, *, refused: str = "") -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    bill = treasury.bill(viewer, bill_id, now=now)
    line = (
        treasury.line_of(viewer, bill.budget_line, year=bill.line_year, now=now) if bill.budget_line else None
    )
    page = {"bill": bill, "line": line, "declining": form, "refused": refused}
    return render(request, "money/bill.html", page, status=400 if refused or form.errors else 200)


def _hand_in(by: int, said: dict[str, Any]) -> int:
    return bills.hand_in_bill(
        by,
        cents=minor_units(said["amount"], treasury.till().currency),
        what=said["what"],
        payee=said["payee"],
        **_line(said["line"]),
        account=said["account"],
        is_own=said["is_own"],
        now=clock.now(),
    )


def _line(chosen: str) -> dict[str, Any]:
    """ "2026:tools" is a line of that year, "tools" one of the year in which the bill is paid."""
    year, colon, code = chosen.partition(":")
    return {"line": code, "line_year": int(year)} if colon else {"line": chosen, "line_year": None}


def _lines(request: HttpRequest) -> list[tuple[str, str]]:
    """This year's budget lines, and last year's while its books are open, each with what it still has."""
    viewer, now = owner_of(request), clock.now()
    years = sorted(treasury.open_years(viewer, now=now), reverse=True)
    found = lines_of(viewer, None, now=now)
    for year in years[1:]:
        found += [
            (f"{year}:{code}", _("{year}: {line}").format(year=year, line=words))
            for code, words in lines_of(viewer, year, now=now)
        ]
    return found


def lines_of(viewer: Viewer, year: int | None, *, now: datetime) -> list[tuple[str, str]]:
    """Lines of a year that have something left, and how much."""
    left = _("{title} ({amount} left)")
    return [
        (each.code, left.format(title=each.title, amount=amount_in_words(each.left, each.currency)))
        for each in treasury.budget_of(viewer, year=year, now=now).lines
        if each.left > 0
    ]


def accounts() -> list[tuple[str, str]]:
    """Where a bill can be booked: running costs first."""
    found = sorted(accounts_for_costs(), key=lambda each: (each.code != COSTS, each.name))
    return [(each.code, each.name) for each in found]


@require_POST
@signed_in
def attach(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Lay a receipt beside one's bill."""
    sent = request.FILES.get("file")
    try:
        data = b"" if sent is None or (sent.size or 0) > MOST_MEGABYTES * MEGABYTE else sent.read()
        attach_file(owner_id_of(request), bill_id=bill_id, data=data, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, bill_id, DeclineForm(), refused=str(refusal))
    messages.success(request, _("It lies beside the bill."))
    return see_other(f"/money/bills/{bill_id}")


@require_safe
@signed_in
def bill_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """A receipt, for members; never kept by anybody on the way."""
    kind, name, data = treasury.bill_file(owner_of(request), file_id)
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
