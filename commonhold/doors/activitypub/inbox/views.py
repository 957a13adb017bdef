"""The inboxes, where nothing quicker answers for them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonhold.doors.activitypub.inbox.desk import Desk, note
from commonhold.doors.activitypub.inbox.posted import Posted, Refused, must_be_small
from commonhold.ground.clock import queries as clock

View = Callable[..., HttpResponse]


def inbox_at(desk: Desk) -> View:
    """An inbox at this desk, whoever it is said to belong to."""

    @csrf_exempt
    @require_POST
    def inbox(request: HttpRequest, **_whose: int | str) -> HttpResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            must_be_small(headers.get("content-length", ""))
            desk.take(Posted(request.get_full_path(), headers, request.body), clock.now())
        except Refused as refused:
            note(refused)
            return answer(refused)
        return HttpResponse(status=202)

    return inbox


def answer(refused: Refused) -> HttpResponse:
    """Whoever is turned away hears a status, and when to come again."""
    response = HttpResponse(status=refused.status)
    if refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response
