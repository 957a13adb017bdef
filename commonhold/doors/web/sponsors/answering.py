"""An ad's page and the desk: confirming, approving, declining, paying, ending, paying back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.sponsors import queries as sponsors
from commonhold.civic.sponsors.actions import answering, handing_in, paying
from commonhold.civic.sponsors.vocabulary import State
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.sponsors.forms import NoForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_safe
@signed_in
def desk_page(request: HttpRequest) -> HttpResponse:
    """What waits for the panel, for its money, and what goes back."""
    found = sponsors.desk(owner_of(request), now=clock.now())
    page = {
        "waiting": [each for each in found if each.state is State.WAITING],
        "approved": [each for each in found if each.state is State.APPROVED],
        "owed": [each for each in found if each.state is State.ENDED],
    }
    return render(request, "sponsors/desk.html", page)


@require_safe
def ad_page(request: HttpRequest, ad_id: int) -> HttpResponse:
    """One ad; with the key of a mail as whoever handed it in sees it."""
    return _show(request, ad_id, request.GET.get("key", ""), NoForm())


@require_POST
def answer(request: HttpRequest, ad_id: int) -> HttpResponseBase:
    """Confirm or take back with the key of a mail; approve, book and pay back with a mandate."""
    do, key = request.POST.get("do", ""), request.POST.get("key", "")
    if do in _BY_KEY and (key or owner_of(request).person_id is not None):
        return _done(request, ad_id, key, lambda now: _BY_KEY[do](request, ad_id, key, now))
    return _with_mandate(request, ad_id)


@require_POST
@signed_in
def say_no(request: HttpRequest, ad_id: int) -> HttpResponse:
    """Decline what waits, or end what runs, as the button says."""
    form = NoForm(request.POST)
    act = answering.end_ad if request.POST.get("do") == "end" else answering.decline_ad
    if form.is_valid():
        with refused_at(form):
            act(owner_id_of(request), ad_id=ad_id, now=clock.now(), **form.cleaned_data)
            return see_other(f"/money/sponsors/{ad_id}")
    return _show(request, ad_id, "", form)


@signed_in
def _with_mandate(request: HttpRequest, ad_id: int) -> HttpResponse:
    said: dict[str, Callable[..., object]] = {
        "approve": answering.approve_ad,
        "book": paying.book_payment,
        "refund": paying.book_refund,
    }
    act = said.get(request.POST.get("do", ""), answering.approve_ad)
    return _done(request, ad_id, "", lambda now: act(owner_id_of(request), ad_id=ad_id, now=now))


def _confirm(request: HttpRequest, ad_id: int, key: str, now: datetime) -> None:
    handing_in.confirm_ad(ad_id=ad_id, key=key, now=now)


def _take_back(request: HttpRequest, ad_id: int, key: str, now: datetime) -> None:
    handing_in.take_back_ad(owner_of(request).person_id, ad_id=ad_id, key=key, now=now)


_BY_KEY = {"confirm": _confirm, "take-back": _take_back}


def _done(request: HttpRequest, ad_id: int, key: str, act: Callable[[datetime], object]) -> HttpResponse:
    try:
        act(clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, ad_id, key, NoForm(), refused=str(refusal))
    messages.success(request, _("Done. The page says how it stands."))
    return see_other(f"/money/sponsors/{ad_id}?key={key}" if key else f"/money/sponsors/{ad_id}")


def _show(request: HttpRequest, ad_id: int, key: str, form: NoForm, *, refused: str = "") -> HttpResponse:
    ad = sponsors.ad(owner_of(request), ad_id, key=key, now=clock.now())
    page = {"ad": ad, "key": key, "declining": form, "refused": refused}
    return render(request, "sponsors/ad.html", page, status=400 if refused or form.errors else 200)
