"""Casting a ballot. The 303 is the acknowledgement: what it answers is on the disk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonhold.civic.governance.actions.vote import cast_ballot, give_reason
from commonhold.civic.governance.queries import proposals
from commonhold.doors.web.decide.papers import paper_for
from commonhold.doors.web.decide.views import show_proposal
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_POST
@signed_in
def cast(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take the ballot, then the reason if there is one, and show the receipt on the proposal's page.

    The receipt travels in the voter's own cookie only: kept here, it would tie her to her ballot.
    """
    form = paper_for(proposals.proposal(owner_of(request), proposal_id).question, request.POST)
    if not form.is_valid():
        return show_proposal(request, proposal_id, form=form, status=400)
    by, now, said = owner_id_of(request), clock.now(), form.cleaned_data
    try:
        receipt = cast_ballot(by, proposal_id=proposal_id, choice=form.said(), now=now)
        if said["reason"].strip():
            give_reason(
                by, proposal_id=proposal_id, side=said["side"] or "neither", text=said["reason"], now=now
            )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return show_proposal(request, proposal_id, form=form, status=403)
    messages.success(
        request,
        _("Your ballot is in. Your receipt: {receipt}. With it you find your ballot after the count.").format(
            receipt=receipt
        ),
    )
    return see_other(f"/decide/{proposal_id}")
