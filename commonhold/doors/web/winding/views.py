from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.treasury.accounts import currency
from commonhold.civic.winding import actions, queries
from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.doors.web.winding import wording
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import queries as ending

_HERE = "/winding-down"
_END, _CONFIRM, _STOP = "co-op.wind-down.v1", "co-op.confirm-wind-down.v1", "co-op.stop-wind-down.v1"


@require_safe
def winding_page(request: HttpRequest) -> HttpResponse:
    """What happens when, how far it is, and what whoever reads it can do now."""
    now = clock.now()
    found, plan = queries.winding(owner_of(request), now=now), queries.plan(now=now)
    shown, remainder = (plan.stages, plan.remainder) if found is None else (found.stages, found.remainder)
    page = {
        "now": now,
        "winding": found,
        "plan": plan if found is None else None,
        "waiting": queries.waiting_for_confirmation(now=now),
        "stages": [(each, wording.of_stage(each.stage)) for each in shown],
        "remainder": wording.of_remainder(remainder),
        "asked": [(each, wording.of_booking(each.kind)) for each in found.asked] if found else [],
        "is_over": ending.is_read_only(),
        "waits_for_you": found is not None and found.waits_for_viewer,
        "currency": currency(),
        "to_end": to_propose(_END),
        "to_confirm": to_propose(_CONFIRM),
        "to_stop": to_propose(_STOP),
    }
    return render(request, "winding/page.html", page)


@require_POST
@signed_in
def settle(request: HttpRequest) -> HttpResponse:
    """A liquidator has it worked out who gets what."""
    actions.ask_to_settle(owner_id_of(request), now=clock.now())
    messages.success(request, _("It is worked out. Another liquidator looks at it and confirms."))
    return see_other(_HERE)


@require_POST
@signed_in
def confirm(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """Another one confirms."""
    actions.confirm_settlement(owner_id_of(request), settlement_id=settlement_id, now=clock.now())
    messages.success(request, _("Confirmed. What everybody gets waits for the next payout run."))
    return see_other(_HERE)


@require_POST
@signed_in
def book(request: HttpRequest) -> HttpResponse:
    """A liquidator writes down that a debt was paid, something was collected, or written off."""
    actions.ask_to_book(
        owner_id_of(request),
        kind=request.POST.get("do", ""),
        account=request.POST.get("account", ""),
        cents=whole(request.POST.get("cents")) or 0,
        currency=request.POST.get("currency", ""),
        words=request.POST.get("words", ""),
        now=clock.now(),
    )
    messages.success(request, _("It is written down. Another liquidator confirms it, and then it is booked."))
    return see_other(_HERE)


@require_POST
@signed_in
def confirm_booking(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Another one confirms."""
    actions.confirm_booking(owner_id_of(request), booking_id=booking_id, now=clock.now())
    messages.success(request, _("Confirmed. It is in the books."))
    return see_other(_HERE)


@require_POST
@signed_in
def drop_booking(request: HttpRequest, booking_id: int) -> HttpResponse:
    """It was a mistake."""
    actions.drop_booking(owner_id_of(request), booking_id=booking_id, now=clock.now())
    messages.success(request, _("Taken back. Nothing was booked."))
    return see_other(_HERE)


@require_safe
@signed_in
def figures(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """Who gets what, by number: for liquidators."""
    found = queries.figures(owner_of(request), settlement_id, now=clock.now())
    return HttpResponse(found, content_type="application/json")
