"""The files themselves, whole or in parts (RFC 9110, 14), for whoever may see what carries them."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commonhold.doors.web.viewer import viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.media import addresses, store
from commonhold.social.media import queries as media
from commonhold.social.media.queries import StoredFile
from commonhold.social.media.refusals import NoSuchMedium
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import attachments

# What lies under an address never changes; whether one may still see it does.
_FOR_ALL = "public, max-age=31536000, immutable"
_FOR_ONE = "private, max-age=3600"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@require_safe
def medium_file(request: HttpRequest, secret: str, name: str) -> HttpResponseBase:
    """A picture, a sound or a film. Raises NoSuchMedium, also to those who may not see it."""
    file = media.file_at(secret, name)
    is_open = file.is_for_all or attachments.may_see_medium(ANYONE, file.medium_id)
    if not is_open and not _is_allowed(request, file):
        raise NoSuchMedium
    etag = f'"{file.medium_id:x}-{name}"'
    response = get_conditional_response(request, etag=etag) or _whole_or_part(request, file, etag)
    response["ETag"] = etag
    response["Cache-Control"] = _FOR_ALL if is_open else _FOR_ONE
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="{file.medium_id}-{name}"'
    return response


def _is_allowed(request: HttpRequest, file: StoredFile) -> bool:
    """By the viewer's own right, or by a signed address."""
    viewer = viewer_of(request)
    is_owner = viewer.person_id == file.owner_id
    if is_owner or (viewer.person_id is not None and attachments.may_see_medium(viewer, file.medium_id)):
        return True
    until, signature = request.GET.get("until", ""), request.GET.get("key", "")
    if not addresses.is_signed(request.path, until=until, signature=signature, now=clock.now()):
        return False
    return until != str(addresses.FOR_GOOD) or attachments.federates(file.medium_id)


def _whole_or_part(request: HttpRequest, file: StoredFile, etag: str) -> HttpResponseBase:
    try:
        size = store.size(file.key)
    except FileNotFoundError as gone:
        raise NoSuchMedium from gone
    asked = _asked_part(request, size, etag)
    if asked is None:
        return _part(request, file, range(size), HTTPStatus.OK)
    if not asked:
        response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response["Content-Range"] = f"bytes */{size}"
        return response
    partial = _part(request, file, asked, HTTPStatus.PARTIAL_CONTENT)
    partial["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{size}"
    return partial


def _part(request: HttpRequest, file: StoredFile, part: range, status: HTTPStatus) -> HttpResponseBase:
    if request.method == "HEAD" or not part:
        response: HttpResponseBase = HttpResponse(status=status, content_type=file.mime)
    else:
        pieces = store.read(file.key, part.start, len(part))
        response = StreamingHttpResponse(pieces, status=status, content_type=file.mime)
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
