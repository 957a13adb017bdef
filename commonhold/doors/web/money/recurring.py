"""Costs that come back, for members: asking for one, approving it, ending it."""

from __future__ import annotations

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.treasury import months
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import standing
from commonhold.doors.web.money.bills import accounts, lines_of
from commonhold.doors.web.money.forms import StandingBillForm, minor_units
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal

_HERE = "/money/costs/recurring"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recurring_page(request: HttpRequest) -> HttpResponse:
    """What comes back each month, and the form to ask for another."""
    viewer, now = owner_of(request), clock.now()
    form = StandingBillForm(request.POST or None, lines=lines_of(viewer, None, now=now), accounts=accounts())
    if request.method == "POST" and form.is_valid():
        try:
            _ask(owner_id_of(request), form)
            messages.success(request, _("It waits for approval, and then comes by itself each month."))
            return see_other(_HERE)
        except Refusal as refusal:
            form.refuse(refusal)
        except ValidationError as wrong:
            form.add_error("amount", wrong)
    return _page(request, form)


@require_POST
@signed_in
def answer(request: HttpRequest, standing_id: int) -> HttpResponse:
    """Approve it, or end it."""
    ends = request.POST.get("do") == "end"
    act = standing.end_standing_bill if ends else standing.approve_standing_bill
    try:
        act(owner_id_of(request), standing_id=standing_id, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        viewer, now = owner_of(request), clock.now()
        form = StandingBillForm(lines=lines_of(viewer, None, now=now), accounts=accounts())
        return _page(request, form, refused=str(refusal))
    messages.success(request, _("It has ended.") if ends else _("You answer for it too."))
    return see_other(_HERE)


def _ask(by: int, form: StandingBillForm) -> None:
    said, now = form.cleaned_data, clock.now()
    standing.ask_standing_bill(
        by,
        cents=minor_units(said["amount"], treasury.till().currency),
        what=said["what"],
        payee=said["payee"],
        line=said["line"],
        account=said["account"],
        first_month=months.month_of(now),
        last_month=said["last_month"],
        now=now,
    )


def _page(request: HttpRequest, form: StandingBillForm, *, refused: str = "") -> HttpResponse:
    page = {
        "standing": treasury.standing_bills(owner_of(request), now=clock.now()),
        "form": form,
        "refused": refused,
    }
    return render(request, "money/recurring.html", page, status=400 if refused or form.errors else 200)
