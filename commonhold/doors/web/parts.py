"""A file, whole or the part of it that was asked for (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

#: Gives `count` bytes from `first` on, in pieces.
Read = Callable[[int, int], Iterator[bytes]]
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def whole_or_part(request: HttpRequest, *, size: int, mime: str, etag: str, read: Read) -> HttpResponseBase:
    """All of it, or what the request's `Range` asks for; 416 where there are no such bytes."""
    asked = _asked_part(request, size, etag)
    if asked is None:
        return _part(request, range(size), mime, read, HTTPStatus.OK)
    if not asked:
        response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response["Content-Range"] = f"bytes */{size}"
        return response
    partial = _part(request, asked, mime, read, HTTPStatus.PARTIAL_CONTENT)
    partial["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{size}"
    return partial


def _part(request: HttpRequest, part: range, mime: str, read: Read, status: HTTPStatus) -> HttpResponseBase:
    if request.method == "HEAD" or not part:
        response: HttpResponseBase = HttpResponse(status=status, content_type=mime)
    else:
        response = StreamingHttpResponse(read(part.start, len(part)), status=status, content_type=mime)
    response["Content-Length"] = str(len(part))
    response["Accept-Ranges"] = "bytes"
    return response


def _asked_part(request: HttpRequest, size: int, etag: str) -> range | None:
    """Which bytes are asked for: None for all, none at all when there are no such bytes.

    Several ranges in one request, and what is no range, count as all.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1) if last else size)
