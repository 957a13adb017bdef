"""When the database does not answer, or nothing can be written, people get a page, apps an error, and
operators a log line. Nothing was written then, or nobody knows whether: both are said.
"""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable
from enum import Enum

from django.db import Error as DatabaseTrouble
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonhold.doors.calls.answers import refused, written
from commonhold.doors.web.errors import server_error

log = logging.getLogger("commonhold.busy")

_FOR_APPS = ("/api/", "/oauth/token", "/oauth/revoke")
_ON_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
# SQLite's READONLY, IOERR and FULL; PostgreSQL's disk_full, io_error and read_only_sql_transaction.
_OF_SQLITE, _OF_POSTGRESQL = frozenset({8, 10, 13}), frozenset({"53100", "58030", "25006"})


class Trouble(Enum):
    """What keeps the house from answering: the page that says so, and after how many seconds to ask again."""

    BUSY = ("503.html", 5)
    DISK = ("503_disk.html", 60)


class BusyMiddleware:
    """A locked or absent database, a full disk: what a page or call stumbled over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        trouble = trouble_of(error)
        return None if trouble is None else _told(request, trouble, error)


def broken(request: HttpRequest) -> HttpResponse:
    """The page of what nobody took: what stands before every page may stumble over the same."""
    error = sys.exc_info()[1]
    trouble = None if error is None else trouble_of(error)
    if error is None or trouble is None:
        return server_error(request)
    return _told(request, trouble, error)


def trouble_of(error: BaseException) -> Trouble | None:
    """What the house lacks, when this says so; None for a mistake of ours."""
    if isinstance(error, DatabaseTrouble):
        cause = error.__cause__
        code, state = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
        if state in _OF_POSTGRESQL or (code is not None and code & 0xFF in _OF_SQLITE):
            return Trouble.DISK
        return Trouble.BUSY if isinstance(error, OperationalError | InterfaceError) else None
    if isinstance(error, OSError) and error.errno in _ON_DISK:
        return Trouble.DISK
    return None


def _told(request: HttpRequest, trouble: Trouble, error: BaseException) -> HttpResponse:
    page, seconds = trouble.value
    said = "the database did not answer" if trouble is Trouble.BUSY else "nothing could be written"
    log.error("%s %s: %s: %s", request.method, request.path, said, error)
    if request.path.startswith(_FOR_APPS):
        return written(refused(_words(trouble), 503, {"Retry-After": str(seconds)}))
    response = render(request, page, status=503)
    response["Retry-After"] = str(seconds)
    return response


def _words(trouble: Trouble) -> str:
    if trouble is Trouble.DISK:
        return _(
            "The server has no room to write. What was saved before is safe; this was not. Try again later."
        )
    return _("The server is busy. Please look whether it was saved before you send it again.")
