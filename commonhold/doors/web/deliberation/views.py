"""The discussion of a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.deliberation.actions.remarks import make_remark, withdraw_remark
from commonhold.civic.deliberation.queries import remarks
from commonhold.civic.deliberation.queries.remarks import RemarkView
from commonhold.doors.web.deliberation.forms import RemarkForm
from commonhold.doors.web.deliberation.frame import frame_of
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, proposal_id: int) -> HttpResponseBase:
    """The threads; with `to` in the address, a field for an answer stands at that remark."""
    if request.method == "POST":
        return _say(request, proposal_id)
    to = whole(request.GET.get("to"))
    return _show(request, proposal_id, RemarkForm(initial={"to": to}), to=to, at=whole(request.GET.get("at")))


@require_safe
def find_remark(request: HttpRequest, remark_id: int) -> HttpResponse:
    """Where a remark stands."""
    found = remarks.remark(owner_of(request), remark_id)
    return redirect(f"/decide/{found.proposal_id}/talk?at={remark_id}#remark-{remark_id}")


@require_POST
@signed_in
def withdraw(request: HttpRequest, remark_id: int) -> HttpResponse:
    """Take one's own words back."""
    found = remarks.remark(owner_of(request), remark_id)
    withdraw_remark(owner_id_of(request), remark_id=remark_id, now=clock.now())
    messages.success(request, _("Your remark is withdrawn."))
    return see_other(f"/decide/{found.proposal_id}/talk")


@signed_in
def _say(request: HttpRequest, proposal_id: int) -> HttpResponse:
    form = RemarkForm(request.POST)
    to = form.cleaned_data["to"] if form.is_valid() else whole(request.POST.get("to"))
    if form.is_valid():
        with refused_at(form):
            made = make_remark(
                owner_id_of(request),
                proposal_id=proposal_id,
                text=form.cleaned_data["text"],
                parent_id=to,
                now=clock.now(),
            )
            return see_other(f"/decide/{proposal_id}/talk?at={made}#remark-{made}")
    return _show(request, proposal_id, form, to=to, at=to, status=400)


def _show(
    request: HttpRequest,
    proposal_id: int,
    form: RemarkForm,
    *,
    to: int | None,
    at: int | None,
    status: int = 200,
) -> HttpResponse:
    found = remarks.remarks(owner_of(request), proposal_id)
    page: dict[str, Any] = {
        **frame_of(request, proposal_id, "talk"),
        "remarks": found,
        "form": form,
        "to": to,
        "open": _path_to(found, to or at),
    }
    return render(request, "deliberation/talk.html", page, status=status)


def _path_to(branch: Sequence[RemarkView], wanted: int | None) -> list[int]:
    """The remarks under which the wanted one stands, itself last; they are shown unfolded."""
    for each in branch:
        if each.id == wanted:
            return [each.id]
        below = _path_to(each.replies, wanted)
        if below:
            return [each.id, *below]
    return []
