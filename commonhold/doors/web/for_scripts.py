"""Answers to a script that sent a form and asked for `application/json`.

`{"to": "/@ada/7", "said": [{"words": "…", "undo": {…} or null}]}` where a browser would be led on, with what
it would read there; `{"trouble": "…"}` and a status of 400 or above where it was refused.
"""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from commonhold.doors.web.undo import undo_of

_LED_ON = {302, 303}


def asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def refused(words: str, status: int) -> HttpResponse:
    return JsonResponse({"trouble": words}, status=status)


def led_on(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer, where it leads elsewhere, as a script reads it."""
    if response.status_code not in _LED_ON or not asks_for_json(request):
        return response
    to = response["Location"]
    if to.startswith(resolve_url(settings.LOGIN_URL)):
        return refused(_("You are signed out. Sign in, then do it once more."), 401)
    said = []
    for message in get_messages(request):
        undo = undo_of(message)
        said.append({"words": str(message), "undo": None if undo is None else asdict(undo)})
    return JsonResponse({"to": to, "said": said})
