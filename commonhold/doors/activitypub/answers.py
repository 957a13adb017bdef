"""What other servers get: JSON with its media type, and how long it may be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from commonhold.doors.activitypub.contexts import ACTIVITY_STREAMS

ACTIVITY_JSON = "application/activity+json"
_LD_JSON = "application/ld+json"
_PUBLIC = "public, max-age=180"
_PRIVATE = "private, no-store"
_VARY = "Accept, Signature, Signature-Input"


def document(body: Mapping[str, Any], *, status: int = 200, for_all: bool = True) -> HttpResponse:
    """A document of ActivityStreams; what is not `for_all` nobody on the way keeps."""
    response = HttpResponse(orjson.dumps(body), status=status, content_type=f"{ACTIVITY_JSON}; charset=utf-8")
    response["Cache-Control"] = _PUBLIC if for_all else _PRIVATE
    response["Vary"] = _VARY
    return response


def gone(uri: str, *, former: str = "") -> HttpResponse:
    """What is left of something: 410, with a tombstone."""
    body = {"@context": ACTIVITY_STREAMS, "id": uri, "type": "Tombstone"}
    return document(body | ({"formerType": former} if former else {}), status=410)


def missing() -> HttpResponse:
    """There is nothing, or nothing for who asks."""
    return document({"error": "Not found"}, status=404, for_all=False)


def unsigned() -> HttpResponse:
    """Here only signed requests are answered."""
    return document({"error": "This request must be signed"}, status=401, for_all=False)


def led_to(address: str, *, status: int = 302) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Location"], response["Vary"] = address, _VARY
    response["Cache-Control"] = _PUBLIC
    return response


def wants_activity(request: HttpRequest) -> bool:
    """Does who asks read ActivityStreams rather than pages? Browsers name text/html first."""
    accepted = request.headers.get("Accept", "").lower()
    kinds = [each.partition(";")[0].strip() for each in accepted.split(",")]
    wanted = [kinds.index(each) for each in (ACTIVITY_JSON, _LD_JSON) if each in kinds]
    return bool(wanted) and ("text/html" not in kinds or min(wanted) < kinds.index("text/html"))


def wants_page(request: HttpRequest) -> bool:
    """Is it a browser that asks, and no server?"""
    return "text/html" in request.headers.get("Accept", "").lower() and not wants_activity(request)
