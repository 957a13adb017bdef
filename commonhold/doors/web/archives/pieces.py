"""A large archive in pieces, sent by a script one after the other: what was sent is not sent again."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from commonhold.doors.web.viewer import person_id_of, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import actions, queries
from commonhold.social.archives.refusals import PieceOutOfPlace


@require_POST
@signed_in
def begin(request: HttpRequest) -> HttpResponseBase:
    """Announce a file by `name` and `size`. Answers where to send its pieces, and from which byte on."""
    try:
        import_id = actions.begin_import(
            person_id_of(request),
            filename=request.POST.get("name", ""),
            byte_count=_number(request.POST.get("size")),
            now=clock.now(),
        )
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=400)
    received = queries.import_of(viewer_of(request), import_id).received
    return JsonResponse({"url": f"/settings/import/{import_id}/piece", "received": received})


@require_POST
@signed_in
def piece(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """Take `piece` in, which begins at the byte `from`. Answers how many bytes are here."""
    try:
        sent = request.FILES.get("piece")
        if sent is None:
            raise PieceOutOfPlace
        received = actions.receive_piece(
            person_id_of(request),
            import_id=import_id,
            offset=_number(request.POST.get("from")),
            piece=cast(BinaryIO, sent),
            now=clock.now(),
        )
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=400)
    return JsonResponse({"received": received})


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 16 else -1
