"""Making an offer, changing it, and what its author lays beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.exchange.actions import offering, opening
from commonhold.civic.exchange.queries import offers
from commonhold.civic.exchange.refusals import NotYourOffer
from commonhold.civic.treasury.accounts import currency
from commonhold.doors.web.exchange.finding import show_offer
from commonhold.doors.web.exchange.forms import TimesForm, WorkForm
from commonhold.doors.web.exchange.offer_form import OfferForm, initial_of
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.media import actions as media


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_offer(request: HttpRequest) -> HttpResponse:
    """Offer or look for something; what is refused stands there with what was typed."""
    now, initial = clock.now(), {"direction": request.GET.get("what") or "offer"}
    form = OfferForm(
        request.POST or None,
        request.FILES or None,
        categories=offers.categories(),
        currency=currency(),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            by = owner_id_of(request)
            made = offering.publish_offer(
                by,
                draft=form.draft(),
                medium_id=_brought(by, form, now),
                says_so=form.cleaned_data["says_so"],
                now=now,
            )
            return see_other(f"/exchange/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "exchange/new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_offer(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Say it anew."""
    viewer, now = owner_of(request), clock.now()
    offer = offers.offer(viewer, offer_id, now=now)
    if not offer.is_mine:
        raise NotYourOffer
    form = OfferForm(
        request.POST or None,
        request.FILES or None,
        categories=offers.categories(),
        currency=currency(),
        keeps=offer.line.category,
        initial=initial_of(offer, currency()),
    )
    del form.fields["says_so"]
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            by = owner_id_of(request)
            medium_id = _brought(by, form, now)
            offering.change_offer(by, offer_id=offer_id, draft=form.draft(), medium_id=medium_id, now=now)
            messages.success(request, _("Changed. What was agreed on before keeps its words."))
            return see_other(f"/exchange/{offer_id}")
    page = {"form": form, "offer": offer}
    return render(request, "exchange/edit.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def do(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Extend it, take it back, drop one of its times, or note that one looked at it."""
    by, now, what = owner_id_of(request), clock.now(), request.POST.get("do", "")
    time_id = whole(request.POST.get("time")) or 0
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "extend": (
            lambda: offering.extend_offer(by, offer_id=offer_id, now=now),
            _("It stands as long again from today."),
        ),
        "take-back": (
            lambda: offering.take_back_offer(by, offer_id=offer_id, now=now),
            _("It is found no more. What was agreed on stands."),
        ),
        "look": (
            lambda: offering.look_at_offer(by, offer_id=offer_id, now=now),
            _("Noted: you looked at it, and it stands."),
        ),
        "drop-time": (
            lambda: opening.drop_open_time(by, offer_id=offer_id, time_id=time_id, now=now),
            _("This time is gone."),
        ),
    }
    act, words = acts.get(what, acts["extend"])
    act()
    messages.success(request, words)
    return see_other(f"/exchange/{offer_id}")


@require_POST
@signed_in
def add_times(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Say when it can be had."""
    form = TimesForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            said = form.on_its_clock()
            opening.add_open_times(owner_id_of(request), offer_id=offer_id, now=clock.now(), **said)
            return see_other(f"/exchange/{offer_id}#times")
    return show_offer(request, offer_id, times=form)


@require_POST
@signed_in
def add_work(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Lay the work itself beside its offer."""
    form = WorkForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refused_at(form):
            opening.attach_work(
                owner_id_of(request),
                offer_id=offer_id,
                data=file.read(),
                filename=file.name or "",
                now=clock.now(),
            )
            messages.success(request, _("It is here. Whoever settles for it is handed it."))
            return see_other(f"/exchange/{offer_id}")
    return show_offer(request, offer_id, work=form)


def _brought(by: int, form: OfferForm, now: datetime) -> int | None:
    """The picture's id, described; a refused file refuses the whole."""
    file = form.cleaned_data.get("picture")
    if not file:
        return None
    medium_id = media.receive_medium(by, file=file, filename=file.name or "", purpose="offer", now=now)
    media.describe_medium(by, medium_id=medium_id, alt=form.cleaned_data["alt"], now=now)
    return medium_id
