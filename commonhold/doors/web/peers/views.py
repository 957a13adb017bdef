"""Who watches whose record, and the witness that other co-ops ask (C2SP tlog-witness)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.lending import queries as lending
from commonhold.civic.peers import deposits, witness
from commonhold.civic.peers import queries as peers
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import NotFound

_ADD, _END, _KEEP = "peers.add.v1", "peers.end.v1", "peers.keep-backup.v1"
_LEND, _BORROW = "lending.lend.v1", "lending.borrow.v1"


@require_safe
def peers_page(request: HttpRequest) -> HttpResponse:
    """Our peers, what they and we saw of each other, and what another co-op needs to become one."""
    here = place()
    page = {
        "peers": peers.peers(),
        "contradictions": peers.contradictions(),
        "address": here.public_url if here else "",
        "log_key": record.vkey() if here else "",
        "witness_key": peers.our_witness_key() if here else "",
        "propose": to_propose(_ADD),
    }
    return render(request, "peers/peers.html", page)


@require_safe
def peer_page(request: HttpRequest, peer_id: int) -> HttpResponse:
    """One of them: its record as we know it, and what its members decide in public."""
    found = peers.peer(peer_id)
    if found is None:
        raise NoSuchPeer
    page = {
        "peer": found,
        "contradictions": peers.contradictions(peer_id=peer_id),
        "propose": to_propose(_END, peer=str(peer_id)),
        "kept": deposits.kept_for(peer_id),
        "propose_keeping": to_propose(_KEEP, peer=str(peer_id)),
        "agreed": lending.agreed_with(peer_id),
        "propose_lending": to_propose(_LEND, peer=str(peer_id)),
        "propose_borrowing": to_propose(_BORROW, peer=str(peer_id)),
        "command": f"commonhold record verify {found.url}/record --key {found.log_key}",
    }
    return render(request, "peers/peer.html", page)


@require_safe
def mirrored(request: HttpRequest, peer_id: str, path: str) -> HttpResponse:
    """A file of the copy that we keep of a peer's record."""
    data = peers.mirrored(int(peer_id), path)
    if data is None:
        raise NotFound(_("We keep no such file."))
    return _public(data, is_text=path in {"checkpoint", "vkey"})


@require_safe
def witness_key(request: HttpRequest) -> HttpResponse:
    """The key with which we cosign."""
    return _public(f"{peers.our_witness_key()}\n".encode(), is_text=True)


@csrf_exempt  # asked by servers, without a session; what counts is the checkpoint's own signature
@require_POST
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """POST add-checkpoint: our signature, or the status that says why not."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > witness.LARGEST:
        return HttpResponse(status=413)
    word = witness.witness(request.body, now=clock.now())
    kind = "text/x.tlog.size" if word.status == 409 else "text/plain; charset=utf-8"
    return HttpResponse(word.body, status=word.status, content_type=kind)


def _public(data: bytes, *, is_text: bool) -> HttpResponse:
    kind = "text/plain; charset=utf-8" if is_text else "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response["Access-Control-Allow-Origin"] = "*"
    return response
