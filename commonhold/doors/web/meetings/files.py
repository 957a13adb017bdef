"""A meeting for calendar programs, and the texts whose hashes stand on the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonhold.civic.meetings import queries
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_of, signed_in
from commonhold.ground.clock import queries as clock


@require_safe
def calendar(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting, to be taken into a calendar."""
    # Loading it takes a twelfth of the time that a start does, and few ask for a calendar.
    from commonhold.doors.web.meetings.ics import written  # noqa: PLC0415 - see above

    meeting = queries.meeting(owner_of(request), meeting_id, now=clock.now())
    response = HttpResponse(
        written(meeting, home=request.build_absolute_uri("/")), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.id}.ics"'
    return response


@require_safe
@signed_in
def minutes_file(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The minutes' canonical form: its SHA-256 is the one on the record."""
    version = whole(request.GET.get("version"))
    found = queries.minutes(owner_of(request), meeting_id, version=version, now=clock.now())
    return HttpResponse(found.body, content_type="application/json")


@require_safe
def report_file(request: HttpRequest, meeting_id: int, report: str) -> HttpResponse:
    """A report's canonical form: its SHA-256 is the one on the record."""
    found = queries.report(owner_of(request), meeting_id, report, now=clock.now())
    return HttpResponse(found.body, content_type="application/json")
