"""Suggested changes of a proposal, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.deliberation.actions import amendments as actions
from commonhold.civic.deliberation.queries import amendments
from commonhold.civic.deliberation.queries.amendments import AmendmentView
from commonhold.civic.deliberation.vocabulary import Standing
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.deliberation.difference import changes_of
from commonhold.doors.web.deliberation.forms import AmendmentForm, RefusalForm
from commonhold.doors.web.deliberation.frame import frame_of
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock

_ACTS: dict[str, Callable[..., None]] = {
    "accept": actions.accept_amendment,
    "withdraw": actions.withdraw_amendment,
    "support": actions.support_amendment,
    "stop-supporting": actions.stop_supporting_amendment,
}


@require_safe
def amendments_page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _show(request, proposal_id)


@require_safe
def find_amendment(request: HttpRequest, amendment_id: int) -> HttpResponse:
    """Where an amendment stands."""
    found = amendments.amendment(owner_of(request), amendment_id, now=clock.now())
    return redirect(_place(found))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def suggest(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The proposal's own words in a form, to be changed, while it is talked over."""
    frame = frame_of(request, proposal_id, "amendments")
    if request.method != "POST" and not frame["seen"].may_talk:
        return redirect(f"/decide/{proposal_id}/talk/amendments")
    told: dict[str, Any] = {"proposal": frame["proposal"], "currency": treasury.till().currency}
    form = AmendmentForm(request.POST if request.method == "POST" else None, **told)
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            made = actions.suggest_amendment(
                owner_id_of(request),
                proposal_id=proposal_id,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                decisions=form.decisions(),
                because=form.cleaned_data["because"],
                now=clock.now(),
            )
            messages.success(request, _("Your amendment is there. Whoever wrote the proposal is told of it."))
            return see_other(f"/talk/amendments/{made}")
    return render(
        request, "deliberation/suggest.html", {**frame, "form": form}, status=400 if form.errors else 200
    )


@require_POST
@signed_in
def act(request: HttpRequest, amendment_id: int, verb: str) -> HttpResponse:
    """Accept, refuse, withdraw, support, or support no more."""
    found = amendments.amendment(owner_of(request), amendment_id, now=clock.now())
    if verb == "refuse":
        return _refuse(request, found)
    if verb not in _ACTS:
        raise Http404
    _ACTS[verb](owner_id_of(request), amendment_id=amendment_id, now=clock.now())
    if verb == "accept":
        messages.success(request, _("The proposal says it so now. What it said before is kept."))
    return see_other(_place(found))


def _refuse(request: HttpRequest, found: AmendmentView) -> HttpResponse:
    form = RefusalForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            reason = form.cleaned_data["reason"]
            actions.refuse_amendment(
                owner_id_of(request), amendment_id=found.id, reason=reason, now=clock.now()
            )
            return see_other(_place(found))
    return _show(request, found.proposal_id, refusing=found.id, form=form, status=400)


def _show(
    request: HttpRequest,
    proposal_id: int,
    *,
    refusing: int | None = None,
    form: RefusalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    frame = frame_of(request, proposal_id, "amendments")
    found = amendments.amendments(owner_of(request), proposal_id, now=clock.now())
    refused = form or RefusalForm()
    page = {
        **frame,
        "suggested": [
            {
                "is": each,
                "changes": changes_of(each),
                "form": refused if each.id == refusing else RefusalForm(auto_id=f"id_{each.id}_%s"),
                "is_refusing": each.id == refusing,
                "may_accept": each.standing in {Standing.WAITS, Standing.REFUSED, Standing.SUPPORTED}
                and each.is_current,
            }
            for each in found
        ],
    }
    return render(request, "deliberation/amendments.html", page, status=status)


def _place(found: AmendmentView) -> str:
    return f"/decide/{found.proposal_id}/talk/amendments#amendment-{found.id}"
