"""What the chair and the board do with one press."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from commonhold.civic.meetings.actions import adopting, chairing
from commonhold.doors.web.viewer import owner_id_of, see_other, signed_in
from commonhold.ground.clock import queries as clock


@require_POST
@signed_in
def open_it(request: HttpRequest, meeting_id: int) -> HttpResponse:
    chairing.open_meeting(owner_id_of(request), meeting_id=meeting_id, now=clock.now())
    return see_other(f"/meetings/{meeting_id}")


@require_POST
@signed_in
def close_it(request: HttpRequest, meeting_id: int) -> HttpResponse:
    chairing.close_meeting(owner_id_of(request), meeting_id=meeting_id, now=clock.now())
    return see_other(f"/meetings/{meeting_id}/minutes/write")


@require_POST
@signed_in
def adopt(request: HttpRequest, meeting_id: int, report: str) -> HttpResponse:
    """Draft the proposal that adopts a report; its page gives the notice."""
    made = adopting.propose_adoption(
        owner_id_of(request), meeting_id=meeting_id, report=report, now=clock.now()
    )
    return see_other(f"/decide/{made}")
