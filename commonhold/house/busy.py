"""When the database does not answer in time, people get a page, apps an error, and operators a log line."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonhold.doors.calls.answers import refused, written
from commonhold.doors.web import errors

log = logging.getLogger("commonhold.busy")

_FOR_APPS = ("/api/", "/oauth/token", "/oauth/revoke")
#: The connection broke in the middle, or was broken before.
_AWAY = (OperationalError, InterfaceError)
_SAID = "The server is busy. Please look whether it was saved before you send it again."


class BusyMiddleware:
    """A locked or absent database: nothing was written, so asking again is safe."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _busy(request, error) if isinstance(error, _AWAY) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """What broke outside of any page: where a database that went away broke it, the same page."""
    error = sys.exc_info()[1]
    return _busy(request, error) if isinstance(error, _AWAY) else errors.server_error(request)


def _busy(request: HttpRequest, error: BaseException) -> HttpResponse:
    log.error("%s %s: the database did not answer: %s", request.method, request.path, error)
    if request.path.startswith(_FOR_APPS):
        return written(refused(_SAID, 503, {"Retry-After": "5"}))
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "5"
    return response
