"""What machines ask of a server: does it live, may it be asked, and how much of what is there?"""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import queries as jobs
from commonhold.house import measures
from commonhold.house.startup import migrations_waiting, trouble

_LATE = 120.0  # seconds
_HERE = {"127.0.0.1", "::1"}
_NAMES = {"localhost", "127.0.0.1", "[::1]"}
#: What web servers in front say of whom they ask for: then it is not this machine that asks.
_PASSED_ON = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_REAL_IP",
)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The server lives. `https`: it knows that it was asked so, by what the web server in front says."""
    return JsonResponse({"ok": True, "https": request.is_secure()})


@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """503 while it should be asked nothing; `because` says why in a word, its log and the doctor in many."""
    because = _why_not()
    return JsonResponse({"ready": not because, "because": because}, status=503 if because else 200)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, on this machine or with the token; 404 for everybody else."""
    if not (_is_here(request) or _bears_token(request)):
        return HttpResponse(status=404)
    words = measures.text(clock.now(), real_now=clock.real_now())
    return HttpResponse(words, content_type="text/plain; version=0.0.4; charset=utf-8")


def _why_not() -> list[str]:
    try:
        if migrations_waiting():
            return ["migrations"]
        because = ["guards"] if trouble(is_migrated=True, is_serving=True) else []
        return [*because, "late"] if jobs.backlog(now=clock.now()).late > _LATE else because
    except DatabaseError:
        return ["database"]


def _is_here(request: HttpRequest) -> bool:
    passed_on = any(name in request.META for name in _PASSED_ON)
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return request.META.get("REMOTE_ADDR") in _HERE and not passed_on and host in _NAMES


def _bears_token(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(said.encode(), wanted.encode())


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
