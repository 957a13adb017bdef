"""Hearings about a membership: opened by the panel, answered by the concerned, read by members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.governance.actions import hearings
from commonhold.civic.governance.queries import panel as panel_queries
from commonhold.civic.members import actions as membership
from commonhold.civic.members import queries as members
from commonhold.civic.members.refusals import NoSuchMember
from commonhold.doors.web.join.forms import AnswerForm, HearingForm
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hearing_page(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """What is doubted, what the concerned say, and whether members can be asked yet."""
    found = members.hearing(owner_of(request), hearing_id)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"text": found.my_answer})
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            membership.answer_hearing(
                owner_id_of(request), hearing_id=hearing_id, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, _("Your answer stands here. Members read it before they vote."))
            return see_other(f"/members/hearings/{hearing_id}")
    page = {
        "hearing": found,
        "form": form,
        "on_panel": panel_queries.is_on_panel(owner_of(request), at=clock.now()),
        "vote": found.found_by.removeprefix("proposal:") if found.found_by.startswith("proposal:") else "",
    }
    return render(request, "join/hearing.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_page(request: HttpRequest, number: int) -> HttpResponse:
    """One of the panel writes down what she doubts."""
    viewer = owner_of(request)
    member = next((each for each in members.directory(viewer) if each.number == number), None)
    if member is None or not panel_queries.is_on_panel(viewer, at=clock.now()):
        raise NoSuchMember
    form = HearingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = hearings.open_hearing(
                owner_id_of(request), person_id=member.person_id, now=clock.now(), **form.cleaned_data
            )
            return see_other(f"/members/hearings/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"member": member, "form": form}
    return render(request, "join/open_hearing.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def close(request: HttpRequest, hearing_id: int) -> HttpResponse:
    hearings.close_hearing(owner_id_of(request), hearing_id=hearing_id, now=clock.now())
    messages.success(request, _("The hearing is closed, and nothing came of it."))
    return see_other(f"/members/hearings/{hearing_id}")
