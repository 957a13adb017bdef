"""What labelers say, as files for other co-ops: signed with the key of our record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonhold.civic.peers import labelers
from commonhold.ground.clock import queries as clock


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which labelers publish here."""
    return _public(labelers.our_index(now=clock.now()))


@require_safe
def one(request: HttpRequest, labeler_id: int) -> HttpResponse:
    """What one of them says now."""
    return _public(labelers.our_list(labeler_id, now=clock.now()))


def _public(note: bytes) -> HttpResponse:
    response = HttpResponse(note, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response
