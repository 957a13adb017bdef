from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.parts import whole_or_part
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.takeout import actions, queries
from commonhold.social.takeout.charter import TakeoutCharter

_HERE = "/me/export"
_PIECE = 65_536


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def takeout_page(request: HttpRequest) -> HttpResponse:
    """What is in an archive, and how far one's own is; a POST asks for one."""
    refused = ""
    if request.method == "POST":
        try:
            actions.ask_for_takeout(person_id_of(request), now=clock.now())
            return see_other(_HERE)
        except Refusal as refusal:
            refused = str(refusal)
    days = charter.current().read(TakeoutCharter).kept_days
    page = {"takeout": queries.latest(viewer_of(request)), "days": days, "refused": refused}
    return render(request, "takeout/takeout.html", page, status=400 if refused else 200)


@require_safe
@signed_in
def progress(request: HttpRequest) -> HttpResponse:
    """How far it is: what an open page asks for now and then."""
    return render(request, "takeout/under_way.html", {"takeout": queries.latest(viewer_of(request))})


@require_safe
@signed_in
def fetch(request: HttpRequest, takeout_id: int) -> HttpResponseBase:
    """The file, whole or in parts: a download that was interrupted goes on. Raises NoSuchTakeout."""
    file = queries.file_of(viewer_of(request), takeout_id)
    answer = whole_or_part(
        request,
        size=file.byte_count,
        mime="application/zip",
        etag=f'"{file.sha256}"',
        read=lambda first, count: _pieces(file.path, first, count),
    )
    answer["ETag"] = f'"{file.sha256}"'
    name = f"commonhold-{file.asked_at:%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@signed_in
def discard(request: HttpRequest, takeout_id: int) -> HttpResponse:
    actions.discard_takeout(person_id_of(request), takeout_id=takeout_id, now=clock.now())
    messages.success(request, _("The archive is gone from this server. What you fetched is yours."))
    return see_other(_HERE)


def _pieces(path: Path, first: int, count: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while count > 0 and (piece := file.read(min(_PIECE, count))):
            count -= len(piece)
            yield piece
