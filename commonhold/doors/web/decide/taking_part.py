"""What members do with a proposal beside voting: sponsor it, add to its ballot, challenge its count."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
from commonhold.doors.web.decide.fields import minor_units
from commonhold.doors.web.decide.views import show_proposal
from commonhold.doors.web.viewer import owner_id_of, see_other, signed_in
from commonhold.ground.charter.section import Words
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal

_View = Callable[..., HttpResponseBase]
#: What a page keeps of the forms on it when something is refused.
_TYPED = ("title", "text", "cost", "reason")


def _deed(action: Callable[..., object], *, said: Words, **fields: str) -> _View:
    """The view of one deed: `action(by, proposal_id=…, …, now=…)`, with its arguments from these fields.

    What is refused is said on the proposal's page, and what was typed is kept there.
    """

    @require_POST
    @signed_in
    def deed(request: HttpRequest, proposal_id: int) -> HttpResponse:
        typed = {argument: request.POST.get(field, "") for argument, field in fields.items()}
        return _done(request, proposal_id, lambda: _call(action, request, proposal_id, typed), said=said)

    return deed


@require_POST
@signed_in
def offer(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Add a way or a project to the ballot."""

    def put() -> None:
        offer_option(
            owner_id_of(request),
            proposal_id=proposal_id,
            title=request.POST.get("title", ""),
            text=request.POST.get("text", ""),
            cost=_coins(request.POST.get("cost", "")),
            now=clock.now(),
        )

    return _done(request, proposal_id, put, said=_("It stands on the ballot."))


@require_POST
@signed_in
def take_back(request: HttpRequest, proposal_id: int, option_id: int) -> HttpResponse:
    """Take an option of one's own off the ballot."""

    def take() -> None:
        withdraw_option(owner_id_of(request), option_id=option_id, now=clock.now())

    return _done(request, proposal_id, take, said=_("It is off the ballot."))


sponsor = _deed(sponsor_proposal, said=gettext_lazy("You are one of its sponsors."))
stand_here = _deed(stand, said=gettext_lazy("You stand. Until notice you can take it back."), text="text")
recount = _deed(
    ask_recount,
    said=gettext_lazy("The ballots were counted again. The result stands below."),
    reason="reason",
)
petition = _deed(sign_petition, said=gettext_lazy("You have asked for a second vote."))
pause = _deed(
    pause_enactment,
    said=gettext_lazy("It is paused. It takes effect when the pause ends, unless members decide otherwise."),
    reason="reason",
)
register = _deed(
    note_registration, said=gettext_lazy("It is registered, and takes effect now."), reference="reference"
)
refuse = _deed(
    refuse_enactment,
    said=gettext_lazy("It is refused, and every member on the roll is told why."),
    reasons="reason",
)
appeal = _deed(appeal_refusal, said=gettext_lazy("The members vote on it once more."))


def _call(
    action: Callable[..., object], request: HttpRequest, proposal_id: int, typed: dict[str, str]
) -> None:
    action(owner_id_of(request), proposal_id=proposal_id, **typed, now=clock.now())


def _done(request: HttpRequest, proposal_id: int, do: Callable[[], None], *, said: Words) -> HttpResponse:
    try:
        do()
    except Refusal as refusal:
        typed = {name: request.POST.get(name, "") for name in _TYPED}
        return show_proposal(request, proposal_id, status=403, refused=str(refusal), typed=typed)
    messages.success(request, str(said))
    return see_other(f"/decide/{proposal_id}")


def _coins(typed: str) -> int:
    """What was typed as money, in the smallest coins; nothing typed is 0. Raises Refusal."""
    try:
        return minor_units(typed, treasury.till().currency) if typed.strip() else 0
    except (ValueError, ArithmeticError):
        raise Refusal(_("“{typed}” can't be read as a value here."), typed=typed, field="cost") from None
