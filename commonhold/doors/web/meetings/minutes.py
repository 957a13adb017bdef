"""Reading the minutes, and writing them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.meetings import queries
from commonhold.civic.meetings.actions import chairing
from commonhold.civic.meetings.refusals import NotTheChair
from commonhold.civic.meetings.vocabulary import Report
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.meetings.forms import MinutesForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_safe
@signed_in
def minutes_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The minutes in their latest version, or the one that the address names."""
    viewer, now = owner_of(request), clock.now()
    version = whole(request.GET.get("version"))
    found = queries.minutes(viewer, meeting_id, version=version, now=now)
    page = {
        "meeting": queries.meeting(viewer, meeting_id, now=now),
        "minutes": found,
        "items": [
            (each, to_html(each["minutes"]), Report(each["report"]).label if each.get("report") else "")
            for each in found.said["items"]
        ],
    }
    return render(request, "meetings/minutes.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write what was said, keep it for later or publish it."""
    viewer, now = owner_of(request), clock.now()
    meeting = queries.meeting(viewer, meeting_id, now=now)
    if not meeting.may_chair:
        raise NotTheChair
    form = MinutesForm(request.POST or None, items=meeting.items, is_correction=bool(meeting.minutes))
    if request.method == "POST" and form.is_valid():
        try:
            return see_other(_written(request, meeting_id, form))
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"meeting": meeting, "form": form}
    return render(request, "meetings/write.html", page, status=400 if form.errors else 200)


def _written(request: HttpRequest, meeting_id: int, form: MinutesForm) -> str:
    """Keep what was written and, if that was asked, publish it; the address to go on at."""
    by, now = owner_id_of(request), clock.now()
    for item_id, text in form.texts().items():
        chairing.write_minutes(by, item_id=item_id, text=text, now=now)
    if request.POST.get("do") != "publish":
        messages.success(request, _("It is kept. Nobody else reads it before you publish it."))
        return f"/meetings/{meeting_id}/minutes/write"
    because = form.cleaned_data.get("because", "")
    chairing.publish_minutes(by, meeting_id=meeting_id, because=because, now=now)
    return f"/meetings/{meeting_id}/minutes"
