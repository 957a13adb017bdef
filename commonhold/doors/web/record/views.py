from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.peers import queries as peers
from commonhold.doors.web.numbers import whole
from commonhold.ground.installation.queries import place
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import NotFound

_PAGE = 40


@require_safe
def record_page(request: HttpRequest) -> HttpResponse:
    """The latest checkpoint, how to check it, and the entries, newest first."""
    kind = request.GET.get("kind", "").strip()[:80]
    leaves = record.leaves(kind=kind, before=whole(request.GET.get("before")), limit=_PAGE)
    here = place()
    address = request.build_absolute_uri("/record")
    checkpoints = record.checkpoints(limit=8)
    page = {
        "checkpoints": checkpoints,
        "witnesses": peers.witnesses(checkpoints[0].size) if checkpoints else [],
        "peers": peers.peers(),
        "contradictions": peers.open_contradictions(),
        "leaves": leaves,
        "kind": kind,
        "older": leaves[-1].index if len(leaves) == _PAGE else None,
        "vkey": record.vkey() if here else "",
        "command": f"commonhold record verify {address} --key {record.vkey()}" if here else "",
    }
    return render(request, "record/record.html", page)


@require_safe
def leaf_page(request: HttpRequest, index: int) -> HttpResponse:
    """One entry, and the proof that it is in the log."""
    leaf = record.leaf(index)
    body = json.dumps(leaf.body, indent=2, ensure_ascii=False, sort_keys=True)
    return render(request, "record/leaf.html", {"leaf": leaf, "body": body, "proof": record.proof(index)})


@require_safe
def published(request: HttpRequest, path: str) -> HttpResponse:
    """A file of the log, as C2SP tlog-tiles names it. Full tiles never change; the checkpoint does."""
    data = _data(path)
    if data is None:
        raise NotFound(_("The record has no such file."))
    text = path in {"checkpoint", "vkey", "witnesses"}
    response = HttpResponse(
        data, content_type="text/plain; charset=utf-8" if text else "application/octet-stream"
    )
    response["Cache-Control"] = "no-cache" if text else "public, max-age=31536000, immutable"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _data(path: str) -> bytes | None:
    """A file of the log, with what peers add to it."""
    if path == "checkpoint":
        return peers.witnessed_checkpoint()
    return peers.witness_keys().encode() if path == "witnesses" else record.published(path)
