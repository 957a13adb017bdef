from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.notifications.words import lines
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.notifications import actions, queries


@require_safe
@signed_in
def notifications_page(request: HttpRequest) -> HttpResponse:
    """What the reader was told, newest first; what she has not read yet is marked."""
    before = request.GET.get("before", "")
    told = queries.for_person(
        viewer_of(request), before=int(before) if before.isdecimal() else None, limit=40
    )
    page = {"lines": lines(told), "older": told[-1].id if len(told) == 40 else None}
    return render(request, "notifications/notifications.html", page)


@require_POST
@signed_in
def mark_read(request: HttpRequest) -> HttpResponse:
    actions.mark_read(person_id_of(request), now=clock.now())
    return see_other("/notifications")
