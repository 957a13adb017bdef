"""How a stream begins: as an ordinary answer that goes on, or as a socket (docs: methods/streaming)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

import orjson
from django.http import HttpResponse

from commonhold.doors.calls.answers import OPEN_TO_ALL, Answer, Wrong, refused
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Endpoint, Who, bearer_of, endpoint
from commonhold.doors.calls.limits import Kind, limits
from commonhold.doors.mastodon.streaming.channels import channel_of, person_of
from commonhold.doors.mastodon.streaming.streams import EventStream, Socket
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.social.apps import actions as apps

ADDRESS = "/api/v1/streaming"
_RETRY = "30"  # seconds


class StreamResponse(HttpResponse):
    """The first words of a stream. A server that can keep it open then goes on; others end here."""

    def __init__(self, stream: EventStream) -> None:
        super().__init__(stream.begin(), content_type="text/event-stream")
        self.stream = stream
        for name, value in {**OPEN_TO_ALL, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}.items():
            self[name] = value


def stream(name: str) -> Endpoint:
    """GET /api/v1/streaming/…, for the stream of this name."""

    @endpoint(who=Who.APP)
    def begin(asked: Asked) -> HttpResponse | Answer:
        assert asked.bearer is not None
        params = {each: asked.text(each) for each in ("tag", "list")}
        narrower = f"{name}:media" if name.startswith("public") and asked.flag("only_media") else name
        named = channel_of(asked.bearer, narrower, params)
        if asked.request.method == "HEAD":
            return HttpResponse(content_type="text/event-stream")
        last = asked.request.headers.get("Last-Event-ID", "")
        is_id = last.isascii() and last.isdecimal() and len(last) <= 18
        return StreamResponse(EventStream(asked.bearer, named, last_heard=int(last) if is_id else None))

    return begin


@endpoint(who=Who.ANYONE)
def health(asked: Asked) -> HttpResponse:
    """GET /api/v1/streaming/health."""
    return HttpResponse("OK", content_type="text/plain", headers=OPEN_TO_ALL)


@endpoint(who=Who.APP)
def unnamed(asked: Asked) -> Answer:
    """GET /api/v1/streaming without an upgrade: there is no stream without a name."""
    raise Wrong(400, "Unknown stream type")


def enter(
    *, path: str, query: str, headers: Mapping[str, str], protocols: list[str]
) -> Socket | tuple[int, bytes]:
    """A socket for whoever may have one, else a refusal in HTTP, as nothing was upgraded yet."""
    try:
        if path.rstrip("/") != ADDRESS:
            raise Wrong(404, "Not found")
        if place() is None:
            raise Wrong(503, "There is no co-op here yet")
        sent = {name: values[0] for name, values in parse_qs(query).items()}
        bearer = bearer_of(_shown(sent, headers, protocols), Who.APP, None)
        assert bearer is not None
        person_of(bearer)
        now = clock.now()
        limits.count(Kind.CALLS, str(bearer.token_id), now)
        apps.note_use(bearer, today=now.date())
        return Socket(bearer, sent if sent.get("stream") else {})
    except Wrong as wrong:
        return wrong.status, _json(refused(wrong.error, wrong.status))


def no_room(*, is_for_one: bool) -> tuple[int, bytes, dict[str, str]]:
    """What somebody is told whom the server can't keep: too many streams of hers, or of everybody's."""
    status, error = (429, "Too many open streams") if is_for_one else (503, "Too many streams are open here")
    return status, _json(refused(error, status)), {"Retry-After": _RETRY}


def _shown(sent: Mapping[str, str], headers: Mapping[str, str], protocols: list[str]) -> str:
    """The token, in one of its places: browsers can set no header, so they name it as a protocol."""
    scheme, _space, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return sent.get("access_token", "") or next(iter(protocols), "")


def _json(answer: Answer) -> bytes:
    return bytes(orjson.dumps(answer.body))


STREAMS: dict[str, Any] = {
    "user": stream("user"),
    "user/notification": stream("user:notification"),
    "public": stream("public"),
    "public/local": stream("public:local"),
    "public/remote": stream("public:remote"),
    "hashtag": stream("hashtag"),
    "hashtag/local": stream("hashtag:local"),
    "list": stream("list"),
    "direct": stream("direct"),
}
