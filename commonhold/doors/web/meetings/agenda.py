"""Writing the agenda, until the notice."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.vocabulary import State as ProposalState
from commonhold.civic.meetings import queries
from commonhold.civic.meetings.actions import agenda
from commonhold.civic.meetings.queries import ItemView, MeetingView
from commonhold.civic.meetings.refusals import NoSuchItem
from commonhold.civic.meetings.vocabulary import Kind
from commonhold.doors.web.meetings.forms import ItemForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agenda_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The agenda with a form for one item more."""
    meeting = queries.meeting(owner_of(request), meeting_id, now=clock.now())
    form = _form(request, meeting)
    if request.method == "POST" and form.is_valid():
        try:
            agenda.add_item(owner_id_of(request), meeting_id=meeting_id, item=form.item(), now=clock.now())
            return see_other(f"/meetings/{meeting_id}/agenda")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"meeting": meeting, "form": form}
    return render(request, "meetings/agenda.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item_page(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """One item, to be said anew."""
    meeting = queries.meeting(owner_of(request), meeting_id, now=clock.now())
    item = next((each for each in meeting.items if each.id == item_id), None)
    if item is None:
        raise NoSuchItem
    form = _form(request, meeting, item)
    if request.method == "POST" and form.is_valid():
        try:
            agenda.change_item(owner_id_of(request), item_id=item_id, item=form.item(), now=clock.now())
            return see_other(f"/meetings/{meeting_id}/agenda")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"meeting": meeting, "form": form, "item": item}
    return render(request, "meetings/item.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def move(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Up, down, or off."""
    by, now, where = owner_id_of(request), clock.now(), request.POST.get("where")
    if where == "off":
        agenda.remove_item(by, item_id=item_id, now=now)
    else:
        agenda.move_item(by, item_id=item_id, up=where == "up", now=now)
    return see_other(f"/meetings/{meeting_id}/agenda")


def _form(request: HttpRequest, meeting: MeetingView, item: ItemView | None = None) -> ItemForm:
    announced = proposals.page(
        owner_of(request), states=set(ProposalState) - {ProposalState.DRAFT}, limit=200
    )
    initial: dict[str, Any] = {}
    if item is not None:
        initial = {
            "title": item.title,
            "text": item.text,
            "proposal": item.proposal_id,
            "report": item.report,
        }
    return ItemForm(
        request.POST or None,
        proposals=[(each.id, each.title) for each in announced],
        is_annual=meeting.kind is Kind.ANNUAL,
        initial=initial,
    )
