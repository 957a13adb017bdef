"""What members do with a proposal beside voting: sponsor it, add to its ballot, challenge its count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonhold.civic.governance.actions.challenge import ask_recount, pause_enactment, sign_petition
from commonhold.civic.governance.actions.options import offer_option, stand, withdraw_option
from commonhold.civic.governance.actions.propose import sponsor_proposal
from commonhold.civic.governance.actions.registering import (
    appeal_refusal,
    note_registration,
    refuse_enactment,
)
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.decide.views import show_proposal
from commonhold.doors.web.viewer import owner_id_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import exponent
from commonhold.ground.refusal import Refusal

_Does = Callable[[int, int, datetime], object]


@require_POST
@signed_in
def sponsor(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _do(
        request,
        proposal_id,
        lambda by, about, now: sponsor_proposal(by, proposal_id=about, now=now),
        said=_("You are one of its sponsors."),
    )


@require_POST
@signed_in
def stand_here(request: HttpRequest, proposal_id: int) -> HttpResponse:
    text = request.POST.get("text", "")
    return _do(
        request,
        proposal_id,
        lambda by, about, now: stand(by, proposal_id=about, text=text, now=now),
        said=_("You stand. Until notice you can take it back."),
    )


@require_POST
@signed_in
def offer(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Add a way or a project to the ballot."""
    title, text, cost = (request.POST.get(name, "") for name in ("title", "text", "cost"))
    return _do(
        request,
        proposal_id,
        lambda by, about, now: offer_option(
            by, proposal_id=about, title=title, text=text, cost=_coins(cost), now=now
        ),
        said=_("It stands on the ballot."),
    )


@require_POST
@signed_in
def take_back(request: HttpRequest, proposal_id: int, option_id: int) -> HttpResponse:
    return _do(
        request,
        proposal_id,
        lambda by, _about, now: withdraw_option(by, option_id=option_id, now=now),
        said=_("It is off the ballot."),
    )


@require_POST
@signed_in
def recount(request: HttpRequest, proposal_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _do(
        request,
        proposal_id,
        lambda by, about, now: ask_recount(by, proposal_id=about, reason=reason, now=now),
        said=_("The ballots were counted again. The result stands below."),
    )


@require_POST
@signed_in
def petition(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _do(
        request,
        proposal_id,
        lambda by, about, now: sign_petition(by, proposal_id=about, now=now),
        said=_("You have asked for a second vote."),
    )


@require_POST
@signed_in
def pause(request: HttpRequest, proposal_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _do(
        request,
        proposal_id,
        lambda by, about, now: pause_enactment(by, proposal_id=about, reason=reason, now=now),
        said=_("It is paused. It takes effect when the pause ends, unless members decide otherwise."),
    )


@require_POST
@signed_in
def register(request: HttpRequest, proposal_id: int) -> HttpResponse:
    reference = request.POST.get("reference", "")
    return _do(
        request,
        proposal_id,
        lambda by, about, now: note_registration(by, proposal_id=about, reference=reference, now=now),
        said=_("It is registered, and takes effect now."),
    )


@require_POST
@signed_in
def refuse(request: HttpRequest, proposal_id: int) -> HttpResponse:
    reasons = request.POST.get("reason", "")
    return _do(
        request,
        proposal_id,
        lambda by, about, now: refuse_enactment(by, proposal_id=about, reasons=reasons, now=now),
        said=_("It is refused, and every member on the roll is told why."),
    )


@require_POST
@signed_in
def appeal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _do(
        request,
        proposal_id,
        lambda by, about, now: appeal_refusal(by, proposal_id=about, now=now),
        said=_("The members vote on it once more."),
    )


def _do(request: HttpRequest, proposal_id: int, does: _Does, *, said: str) -> HttpResponse:
    """Do it and show the page; what is refused is said on the page, and what was typed is kept there."""
    try:
        does(owner_id_of(request), proposal_id, clock.now())
    except Refusal as refusal:
        typed = {name: request.POST.get(name, "") for name in ("title", "text", "cost", "reason")}
        return show_proposal(request, proposal_id, status=403, refused=str(refusal), typed=typed)
    messages.success(request, said)
    return see_other(f"/decide/{proposal_id}")


def _coins(typed: str) -> int:
    """What was typed as money, in the smallest coins; nothing typed is 0."""
    if not typed.strip():
        return 0
    try:
        amount = Decimal(typed.strip().replace(",", ".")).scaleb(exponent(treasury.till().currency))
    except InvalidOperation:
        raise Refusal(_("“{typed}” can't be read as a value here."), typed=typed, field="cost") from None
    if amount != amount.to_integral_value():
        raise Refusal(_("“{typed}” can't be read as a value here."), typed=typed, field="cost")
    return int(amount)
