"""An ad on a page: which one is the room's to say. Here it is counted, in the browser and without a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from commonhold.civic.sponsors import cap, counting, days
from commonhold.civic.sponsors import queries as sponsors
from commonhold.civic.sponsors.queries import Sponsored
from commonhold.doors.web.viewer import viewer_of
from commonhold.ground.clock import queries as clock


def with_sponsored(
    request: HttpRequest, where: str | None, respond: Callable[[Sponsored | None], HttpResponse]
) -> HttpResponse:
    """The page that `respond` makes of the ad which stands at `where` now, if there is one.

    Nowhere (None) there is none. The browser is told that it was shown one more today.
    """
    if where is None:
        return respond(None)
    now = clock.now()
    day, _minute = days.day_and_minute(now)
    before = cap.count_of(request.COOKIES.get(cap.COOKIE, ""), day=day)
    found = sponsors.sponsored_on(
        viewer_of(request), where, language=page_language(), shown_today=before, now=now
    )
    response = respond(found)
    if found is not None and request.method == "GET":
        counting.note_shown(found.id, day=day, spot=where)
        remember(response, before + 1, now)
    return response


def remember(response: HttpResponse, count: int, now: datetime) -> None:
    """How many were shown today; the browser forgets it at the co-op's midnight."""
    day, _minute = days.day_and_minute(now)
    response.set_cookie(
        cap.COOKIE,
        cap.cookie_of(count, day=day),
        max_age=days.until_midnight(now),
        httponly=True,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


def page_language() -> str:
    """In which language the page is written, without its country."""
    return (get_language() or "en").partition("-")[0]
