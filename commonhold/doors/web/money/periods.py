"""Closing months and years: who asked, who confirms, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.accounting import queries as accounting
from commonhold.civic.accounting.actions import closing
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_safe
def periods_page(request: HttpRequest) -> HttpResponse:
    """For everybody; the buttons are for those whom members gave a mandate."""
    return _page(request)


@require_POST
@signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to close a period."""
    return _do(
        request,
        lambda: closing.ask_to_close(
            owner_id_of(request), period=request.POST.get("period", ""), now=clock.now()
        ),
        _("It is asked. Another person with a mandate confirms it."),
    )


@require_POST
@signed_in
def answer(request: HttpRequest, closing_id: int) -> HttpResponse:
    """Confirm a closing, or say not yet."""
    confirms = request.POST.get("do") == "confirm"
    act, words = (
        (closing.confirm_closing, _("The books of that time are closed."))
        if confirms
        else (closing.withdraw_closing, _("It is not closed. It can be asked again."))
    )
    return _do(request, lambda: act(owner_id_of(request), closing_id=closing_id, now=clock.now()), words)


@require_POST
@signed_in
def reopen(request: HttpRequest) -> HttpResponse:
    """Take a year's closing back."""
    return _do(
        request,
        lambda: closing.reopen_year(
            owner_id_of(request),
            year=whole(request.POST.get("year")) or 0,
            reason=request.POST.get("reason", ""),
            now=clock.now(),
        ),
        _("The year is open again; what its closing booked is reversed."),
    )


def _do(request: HttpRequest, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, refused=str(refusal))
    messages.success(request, words)
    return see_other("/money/periods")


def _page(request: HttpRequest, *, refused: str = "") -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    page = {
        "board": accounting.board(viewer, now=now),
        "refused": refused,
        "reports": accounting.years(viewer),
    }
    return render(request, "money/periods.html", page, status=400 if refused else 200)
