from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from commonhold.doors.web.live.stream import LiveResponse, Stream
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import viewer_of
from commonhold.ground import ids
from commonhold.ground.clock import queries as clock
from commonhold.social.live.queries import Watching


@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """What is new for a page of a signed-in person. 204 to anyone else: browsers then ask no more.

    `home=1`, `thread=ID`, `conversation=ID` and `poll=ID` say what the page shows, `since=ID` when it was
    made; a browser that comes back sends the last id that it heard of as `Last-Event-ID`.
    """
    viewer = viewer_of(request)
    if viewer.person_id is None:
        return HttpResponse(status=204)
    watching = Watching(
        viewer,
        home="home" in request.GET,
        thread=_id(request.GET.get("thread")),
        conversation=_id(request.GET.get("conversation")),
        poll=_id(request.GET.get("poll")),
    )
    cursor = _id(request.headers.get("Last-Event-ID")) or _id(request.GET.get("since"))
    session, key = request.session, request.session.session_key or ""
    stream = Stream(
        watching,
        since=cursor or ids.first_id_after(clock.now()),
        language=translation.get_language() or "en",
        is_signed_in=lambda: session.exists(key),
    )
    return LiveResponse(stream)


def _id(text: str | None) -> int | None:
    """A 63-bit id, or None where there is none."""
    return whole(text)
