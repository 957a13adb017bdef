"""Pages that only the bridge's tests visit: what reaches Django, and each kind of answer."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

#: A file of several of Django's own pieces, which are of 4 KB.
FILE = Path(__file__).with_name("test_asgi.py")

#: What became of the streams: "closed" when Django let go of one.
streams: list[str] = []


@csrf_exempt
def arrived(request: HttpRequest, rest: str) -> HttpResponse:
    """What of the request came through."""
    kept = ("REMOTE_ADDR", "QUERY_STRING", "CONTENT_TYPE", "HTTP_COOKIE", "HTTP_X_FORWARDED_PROTO")
    return JsonResponse(
        {
            "method": request.method,
            "rest": rest,
            "length": len(request.body),
            "sha256": sha256(request.body).hexdigest(),
            **{name: request.META.get(name) for name in kept},
        }
    )


def endless(request: HttpRequest) -> StreamingHttpResponse:
    """Goes on as long as somebody reads."""

    def pieces() -> Iterator[bytes]:
        try:
            while True:
                yield b"and on "
        finally:
            streams.append("closed")

    return StreamingHttpResponse(pieces())


def file(request: HttpRequest) -> FileResponse:
    return FileResponse(FILE.open("rb"))


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("this page is broken")


urlpatterns = [
    path("arrived/<str:rest>", arrived),
    path("endless", endless),
    path("file", file),
    path("broken", broken),
]
handler500 = "commonhold.doors.web.errors.server_error"
