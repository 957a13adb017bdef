"""The trustees' page, the board, and what the scripts read and hand in."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.governance.actions import seal
from commonhold.civic.governance.actions.vote import give_reason
from commonhold.civic.governance.queries import proposals, sealed
from commonhold.civic.governance.queries.sealed import SealedView
from commonhold.doors.web.decide.sealed.parts import asked_of, trustee_of, trustees_on_page
from commonhold.doors.web.decide.views import show_proposal
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people import queries as people

_TAKEN = 200
_ON_A_PAGE = 200
_DIGITS = 19
_DATE = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes


@require_safe
def board_page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Who made the key, who has a ballot ready, and after closing every ballot; how to check all of it."""
    viewer = owner_of(request)
    proposal, view = proposals.proposal(viewer, proposal_id), _sealed(request, proposal_id)
    asked = request.GET.get("fingerprint", "").strip().lower()
    names = people.lines(viewer, view.registered)
    page = {
        "proposal": proposal,
        "sealed": view,
        "trustees": trustees_on_page(viewer, view),
        "registered": [names[each] for each in view.registered if each in names],
        "fingerprint": asked,
        "found": sealed.ballot_of_fingerprint(proposal_id, asked) if asked else None,
        **_lines(proposal_id, request.GET.get("after", "")),
        "has_opened": bool(view.opening),
        "is_opened": bool(view.result),
        "command": _command(view),
    }
    return render(request, "decide/sealed/board.html", page)


@require_safe
@signed_in
def trustee_page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """A trustee's own: her part of the key, her backup, her part of the count."""
    viewer = owner_of(request)
    proposal, view = proposals.proposal(viewer, proposal_id), _sealed(request, proposal_id)
    trustee = trustee_of(viewer, view)
    if trustee is None:
        raise NotFound(_("You are no trustee of this vote."))
    page = {
        "proposal": proposal,
        "sealed": view,
        "me": trustee,
        "asked": asked_of(trustee, proposal.state),
        "trustees": trustees_on_page(viewer, view),
    }
    return render(request, "decide/sealed/trustee.html", page)


@require_safe
def board_json(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """All that is public of it, as the browsers' modules read it."""
    view = _sealed(request, proposal_id)
    told: dict[str, Any] = {
        name: getattr(view, name)
        for name in ["question", "ceremony", "opening", "election", "parts", "result"]
    }
    files = sealed.files_of(proposal_id)
    told |= {name: getattr(files, name) for name in ["registrations", "ballots", "audits", "tally"]}
    return JsonResponse({**told, "round": str(view.round), "qualified": list(view.qualified)})


@require_safe
def bundle(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The bundle for the verifier, as a zip of its files."""
    _sealed(request, proposal_id)
    files = sealed.bundle_files(proposal_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="vote-{proposal_id}.zip"'
    return answer


@require_POST
@signed_in
def hand_in(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """A message of a voter's or trustee's browser. Refusals are answered in words, as to every script."""
    proposals.proposal(owner_of(request), proposal_id)
    message = request.POST.get("message", "")
    kind = seal.hand_in(owner_id_of(request), proposal_id=proposal_id, message=message, now=clock.now())
    return JsonResponse({"taken": kind}, status=_TAKEN)


@require_POST
@signed_in
def reason(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """A public reason goes a way of its own, since a sealed ballot says nothing here."""
    text, side = request.POST.get("reason", ""), request.POST.get("side", "")
    try:
        give_reason(
            owner_id_of(request), proposal_id=proposal_id, side=side or "neither", text=text, now=clock.now()
        )
    except Refusal as refusal:
        return show_proposal(request, proposal_id, status=403, refused=str(refusal))
    messages.success(request, _("Your reason stands below, with your name."))
    return see_other(f"/decide/{proposal_id}")


def _sealed(request: HttpRequest, proposal_id: int) -> SealedView:
    proposals.proposal(owner_of(request), proposal_id)
    view = sealed.sealed_vote(owner_of(request), proposal_id)
    if view is None:
        raise NotFound(_("This is no sealed vote, or its trustees are not called yet."))
    return view


def _lines(proposal_id: int, after: str) -> dict[str, Any]:
    """A page of the board's ballots, and where the next one begins."""
    lines = sealed.board(
        proposal_id,
        after=int(after) if after.isdecimal() and len(after) < _DIGITS else 0,
        most=_ON_A_PAGE + 1,
    )
    shown = lines[:_ON_A_PAGE]
    return {"ballots": shown, "after": shown[-1].id if len(lines) > _ON_A_PAGE else None}


def _command(view: SealedView) -> str:
    said = f"commonhold ballots verify BUNDLE --election {view.election}"
    return f"{said} --box {view.box}" if view.box else said
