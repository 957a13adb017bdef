"""The desk of the board and the treasurer: what waits for money, for a day, or for consent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.shares import queries
from commonhold.civic.shares.actions import subscribing, transferring, withdrawing
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.shares import wording
from commonhold.doors.web.shares.forms import SuspendForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal

_HERE = "/money/shares/desk"


@require_safe
@signed_in
def share_desk_page(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_POST
@signed_in
def answer(request: HttpRequest) -> HttpResponse:
    """Book, consent, decline, call off, look again or end a suspension, as the button says."""
    by, now, which = owner_id_of(request), clock.now(), whole(request.POST.get("id")) or 0
    said: dict[str, Callable[[], object]] = {
        "consent": lambda: transferring.consent_to_transfer(by, transfer_id=which, now=now),
        "decline": lambda: transferring.decline_transfer(by, transfer_id=which, now=now),
        "call-off": lambda: subscribing.call_off_subscription(by, subscription_id=which, now=now),
        "arrived": lambda: record_arrival(by, expected_id=which, now=now),
        "pay-back": lambda: _counted(withdrawing.pay_back_what_is_due(by, now=now), request),
        "resume": lambda: withdrawing.resume_withdrawals(by, now=now),
    }
    act = said.get(request.POST.get("do", ""))
    try:
        if act is not None:
            act()
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, refused=str(refusal))
    return see_other(_HERE)


@require_POST
@signed_in
def suspend(request: HttpRequest) -> HttpResponse:
    """Let nothing go back until the end of a day."""
    form = SuspendForm(request.POST)
    if form.is_valid():
        zone = ZoneInfo(charter.current().read(CoopCharter).time_zone)
        until = datetime.combine(form.cleaned_data["until"], time(23, 59), tzinfo=zone)
        try:
            withdrawing.suspend_withdrawals(
                owner_id_of(request), reason=form.cleaned_data["reason"], until=until, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return see_other(_HERE)
    return _show(request, form=form)


def _counted(settled: int, request: HttpRequest) -> None:
    words = ngettext("{n} notice went through.", "{n} notices went through.", settled)
    messages.success(request, words.format(n=settled))


def _show(request: HttpRequest, *, form: SuspendForm | None = None, refused: str = "") -> HttpResponse:
    now = clock.now()
    desk = queries.share_desk(owner_of(request), now=now)
    page = {
        "desk": desk,
        "notices": [(each, wording.held(each.held), each.due_at <= now) for each in desk.notices],
        "because": wording.most_back(desk.may_go_back.because),
        "form": form or SuspendForm(),
        "refused": refused,
    }
    return render(request, "shares/desk.html", page, status=400 if refused or form else 200)
