"""What is mine: shares that I hold, take, give back and give on. Nobody else sees this page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.members import queries as members
from commonhold.civic.shares import queries
from commonhold.civic.shares.actions import subscribing, transferring, withdrawing
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import RefusedForm
from commonhold.doors.web.shares import wording
from commonhold.doors.web.shares.forms import GiveForm, NoticeForm, SharesForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal

_HERE = "/money/shares/mine"


@require_safe
@signed_in
def my_shares_page(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_POST
@signed_in
def take(request: HttpRequest) -> HttpResponse:
    """Subscribe shares; the page that follows says how to pay them."""
    form = SharesForm(request.POST)
    if form.is_valid():
        try:
            subscribing.subscribe(owner_id_of(request), shares=form.cleaned_data["shares"], now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("They are in the register. Now pay them, under the reference below."))
            return see_other(_HERE)
    return _show(request, taking=form)


@require_POST
@signed_in
def notice(request: HttpRequest) -> HttpResponse:
    """Ask for shares back."""
    form = NoticeForm(request.POST)
    if form.is_valid():
        try:
            withdrawing.give_notice(owner_id_of(request), shares=form.cleaned_data["shares"], now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your notice is written down."))
            return see_other(_HERE)
    return _show(request, noticing=form)


@require_POST
@signed_in
def give(request: HttpRequest) -> HttpResponse:
    """Offer shares to another member."""
    form = GiveForm(request.POST, people=_others(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            transferring.offer_transfer(
                owner_id_of(request), to=int(said["to"]), shares=said["shares"], now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("She is told, and says whether she wants them."))
            return see_other(_HERE)
    return _show(request, giving=form)


@require_POST
@signed_in
def answer(request: HttpRequest) -> HttpResponse:
    """Call off, take back, accept or decline, as the button says."""
    by, now, which = owner_id_of(request), clock.now(), whole(request.POST.get("id")) or 0
    said: dict[str, tuple[Callable[[], object], str]] = {
        "call-off": (
            lambda: subscribing.call_off_subscription(by, subscription_id=which, now=now),
            _("The subscription is called off."),
        ),
        "keep": (
            lambda: withdrawing.take_back_notice(by, notice_id=which, now=now),
            _("You keep your shares."),
        ),
        "take-back": (
            lambda: transferring.take_back_transfer(by, transfer_id=which, now=now),
            _("You keep your shares."),
        ),
        "accept": (
            lambda: transferring.accept_transfer(by, transfer_id=which, now=now),
            _("You want them. They are yours as soon as all have agreed who must."),
        ),
        "decline": (
            lambda: transferring.decline_transfer(by, transfer_id=which, now=now),
            _("You did not take them."),
        ),
    }
    act, words = said.get(request.POST.get("do", ""), (_nothing, ""))
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, refused=str(refusal))
    messages.success(request, words)
    return see_other(_HERE)


def _nothing() -> None:
    raise Refusal(_("That button is of an older page. Nothing was changed."))


def _show(request: HttpRequest, *, refused: str = "", **sent: RefusedForm) -> HttpResponse:
    mine = queries.my_shares(owner_of(request), now=clock.now())
    one = {"shares": max(1, mine.rules.least_shares - mine.all.shares)}
    page = {
        "mine": mine,
        "by_class": [(wording.share_class(code), each) for code, each in mine.by_class],
        "operations": [
            (each, wording.operation(each.kind, came=each.shares > 0)) for each in mine.operations
        ],
        "notices": [(each, wording.held(each.held)) for each in mine.notices],
        "taking": SharesForm(initial=one),
        "noticing": NoticeForm(),
        "giving": GiveForm(people=_others(request)),
        "refused": refused,
        **sent,
    }
    return render(request, "shares/mine.html", page, status=400 if refused or sent else 200)


def _others(request: HttpRequest) -> list[tuple[int, str]]:
    me = owner_of(request)
    return [(each.person_id, each.name) for each in members.directory(me) if each.person_id != me.person_id]
