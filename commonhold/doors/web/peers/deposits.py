"""Where a peer's server puts the sealed pieces of its backup, and gets them back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.peers import deposits
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.ground.signing.request import Request


@require_safe
def list_page(request: HttpRequest, key: str) -> HttpResponse:
    """`[{name, size}]`."""
    try:
        deposit_id = deposits.depositor(key, _asked(request, b""), now=clock.real_now())
    except NotFound:
        return HttpResponse(status=404)
    return JsonResponse([{"name": n, "size": size} for n, size in deposits.listed(deposit_id)], safe=False)


@csrf_exempt  # asked by servers, without a session; what counts is the request's own signature
@require_http_methods(["GET", "POST", "DELETE"])
def one(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """One object. 404 for whoever did not sign as its owner, as if nothing were here."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > deposits.LARGEST:
        return HttpResponse(status=413)
    body = request.read(deposits.LARGEST) if request.method == "POST" else b""
    try:
        deposit_id = deposits.depositor(key, _asked(request, body), now=clock.real_now())
        if request.method == "POST":
            deposits.put(deposit_id, name, body)
            return HttpResponse(status=204)
        if request.method == "DELETE":
            deposits.remove(deposit_id, name)
            return HttpResponse(status=204)
        data = deposits.get(deposit_id, name)
    except NotFound:
        return HttpResponse(status=404)
    except deposits.NoRoom as refusal:
        return HttpResponse(str(refusal), status=507, content_type="text/plain; charset=utf-8")
    return (
        HttpResponse(status=404)
        if data is None
        else HttpResponse(data, content_type="application/octet-stream")
    )


def _asked(request: HttpRequest, body: bytes) -> Request:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(request.method or "", request.build_absolute_uri(), headers, body)
