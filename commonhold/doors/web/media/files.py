"""The files themselves, whole or in parts (RFC 9110, 14), for whoever may see what carries them."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commonhold.doors.web.media.cards import mean_colour
from commonhold.doors.web.parts import whole_or_part
from commonhold.doors.web.viewer import viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.media import addresses, store
from commonhold.social.media import queries as media
from commonhold.social.media.elsewhere import want_media
from commonhold.social.media.queries import StoredFile, WantedFile
from commonhold.social.media.refusals import NoSuchMedium
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import attachments

log = logging.getLogger("commonhold.media")

# What lies under an address never changes; whether one may still see it does.
_FOR_ALL = "public, max-age=31536000, immutable"
_FOR_ONE = "private, max-age=3600"
_SOON = {"Retry-After": "10", "Cache-Control": "no-store"}
_PLACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><rect width="3" height="2" fill="{}"/></svg>'
)


@require_safe
def medium_file(request: HttpRequest, secret: str, name: str) -> HttpResponseBase:
    """A picture, a sound or a film. Raises NoSuchMedium, also to those who may not see it."""
    try:
        file = media.file_at(secret, name)
    except NoSuchMedium:
        return _coming(request, media.wanted_at(secret))
    is_open = file.is_for_all or attachments.may_see_medium(ANYONE, file.medium_id)
    if not is_open and not _is_allowed(request, file):
        raise NoSuchMedium
    if file.is_elsewhere:
        want_media([file.medium_id], now=clock.now())
    etag = f'"{file.medium_id:x}-{name}"'
    try:
        response = get_conditional_response(request, etag=etag) or _whole_or_part(request, file, etag)
    except store.StoreAway as away:
        log.error("a medium could not be shown: %s", away)
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=_SOON)
    response["ETag"] = etag
    response["Cache-Control"] = _FOR_ALL if is_open else _FOR_ONE
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="{file.medium_id}-{name}"'
    return response


def _coming(request: HttpRequest, wanted: WantedFile) -> HttpResponse:
    """It lies on another server; it is fetched now that somebody looks, and until then a colour stands here.

    Raises NoSuchMedium to who may not see it.
    """
    is_open = wanted.is_for_all or attachments.may_see_medium(ANYONE, wanted.medium_id)
    if not is_open and not _is_allowed(request, wanted):
        raise NoSuchMedium
    want_media([wanted.medium_id], now=clock.now())
    if wanted.is_image:
        colour = mean_colour(wanted.blurhash) or "#8884"
        response = HttpResponse(_PLACE.format(colour), content_type="image/svg+xml")
    else:
        response = HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_allowed(request: HttpRequest, file: StoredFile | WantedFile) -> bool:
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
    return whole_or_part(
        request,
        size=size,
        mime=file.mime,
        etag=etag,
        read=lambda first, count: store.read(file.key, first, count),
    )
