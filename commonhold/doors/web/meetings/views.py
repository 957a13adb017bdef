from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.meetings import queries
from commonhold.civic.meetings.actions import attending, calling
from commonhold.civic.members import queries as members
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.meetings.forms import CallOffForm, MeetingForm, initial_of
from commonhold.doors.web.meetings.tables import tables_of
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal


@require_safe
def meetings_page(request: HttpRequest) -> HttpResponse:
    """What is to come, and what is over with its minutes."""
    viewer, now = owner_of(request), clock.now()
    is_past = request.GET.get("in") == "past"
    page = {
        "is_past": is_past,
        "meetings": (queries.past if is_past else queries.meetings)(viewer, now=now),
        "may_call": queries.may_call(viewer, now=now),
        "tabs": [
            {"label": _("To come"), "url": "/meetings", "current": not is_past},
            {"label": _("Past"), "url": "/meetings?in=past", "current": is_past},
        ],
    }
    return render(request, "meetings/meetings.html", page)


@require_safe
def meeting_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return show_meeting(request, meeting_id)


def show_meeting(
    request: HttpRequest, meeting_id: int, *, form: CallOffForm | None = None, status: int = 200
) -> HttpResponse:
    """The meeting's page, also with a form that needs another look."""
    viewer, now = owner_of(request), clock.now()
    meeting = queries.meeting(viewer, meeting_id, now=now)
    page: dict[str, Any] = {
        "meeting": meeting,
        "text": to_html(meeting.text),
        "items": [(each, to_html(each.text)) for each in meeting.items],
        "attendance": queries.attendance(viewer, meeting_id, now=now),
        "form": form or CallOffForm(),
        "leaves": record.leaves(about=f"meeting:{meeting_id}"),
    }
    return render(request, "meetings/meeting.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plan(request: HttpRequest) -> HttpResponse:
    """Prepare a meeting; its agenda comes next."""
    form = MeetingForm(request.POST or None, people=_members(request), initial={"kind": "general"})
    if request.method == "POST" and form.is_valid():
        try:
            made = calling.plan_meeting(owner_id_of(request), plan=form.plan(), now=clock.now())
            return see_other(f"/meetings/{made}/agenda")
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "meetings/new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = queries.meeting_to_change(owner_of(request), meeting_id, now=clock.now())
    form = MeetingForm(request.POST or None, people=_members(request), initial=initial_of(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            by = owner_id_of(request)
            calling.change_meeting(by, meeting_id=meeting_id, plan=form.plan(), now=clock.now())
            return see_other(f"/meetings/{meeting_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "meeting": meeting}
    return render(request, "meetings/edit.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def give_notice(request: HttpRequest, meeting_id: int) -> HttpResponse:
    calling.call_meeting(owner_id_of(request), meeting_id=meeting_id, now=clock.now())
    messages.success(request, _("The notice is given. All whom it concerns are told."))
    return see_other(f"/meetings/{meeting_id}")


@require_POST
@signed_in
def call_off(request: HttpRequest, meeting_id: int) -> HttpResponse:
    form = CallOffForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            calling.call_off_meeting(
                owner_id_of(request), meeting_id=meeting_id, reason=reason, now=clock.now()
            )
            return see_other(f"/meetings/{meeting_id}")
        except Refusal as refusal:
            if refusal.field is None:
                raise
            form.refuse(refusal)
    return show_meeting(request, meeting_id, form=form, status=400)


@require_POST
@signed_in
def answer(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say whether one comes; the same again leaves it open."""
    said, by, now = request.POST.get("answer", ""), owner_id_of(request), clock.now()
    if said:
        attending.answer_meeting(by, meeting_id=meeting_id, answer=said, now=now)
    else:
        attending.withdraw_answer(by, meeting_id=meeting_id, now=now)
    return see_other(f"/meetings/{meeting_id}")


@require_POST
@signed_in
def be_here(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say that one is there."""
    is_online = request.POST.get("way") == "online"
    attending.be_present(owner_id_of(request), meeting_id=meeting_id, is_online=is_online, now=clock.now())
    return see_other(f"/meetings/{meeting_id}")


@require_safe
def report_page(request: HttpRequest, meeting_id: int, report: str) -> HttpResponse:
    """One of the year's reports, as tables."""
    viewer, now = owner_of(request), clock.now()
    found = queries.report(viewer, meeting_id, report, now=now)
    page = {
        "meeting": queries.meeting(viewer, meeting_id, now=now),
        "report": found,
        "tables": tables_of(found),
    }
    return render(request, "meetings/report.html", page)


def _members(request: HttpRequest) -> list[tuple[int, str]]:
    return [(each.person_id, each.name) for each in members.directory(owner_of(request))]
