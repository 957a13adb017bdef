"""In a co-op that has ended nothing is written any more, at whichever door somebody knocks.

What stays open is what belongs to whoever was here: signing in, taking along, moving, being forgotten; and
what the law asks of whoever shows something.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonhold.doors.calls.answers import refused, written
from commonhold.doors.calls.endpoint import Endpoint
from commonhold.doors.web.for_scripts import asks_for_json
from commonhold.doors.web.for_scripts import refused as refused_to_script
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.refusals import OnlyReading

_FOR_PROGRAMS = ("/api/", "/ap/", "/inbox", "/oauth/")
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
#: Of these modules, and of all that lie in them, pages take something in for ever, and why.
STAYS_OPEN = {
    "allauth": "whoever was here signs in",
    "commonhold.doors.web.sign_in": "and sees to how",
    "commonhold.doors.web.rights": "finds her account again, and sees who looked",
    "commonhold.doors.web.takeout": "takes along what is hers",
    "commonhold.doors.web.settings.elsewhere": "moves to another server",
    "commonhold.doors.web.erasing": "is forgotten",
    "commonhold.doors.web.language": "reads in her language",
    "commonhold.doors.web.notifications.devices": "wants no more mails",
    "commonhold.doors.web.moderation": "what is unlawful is reported and taken away as long as it is shown",
    "commonhold.doors.web.peers": "witnesses sign the record to its end",
    "commonhold.doors.web.apps": "lets an app in that reads for her, and sends it away",
    "commonhold.doors.mastodon.oauth": "her apps sign in and out",
}


class EndedMiddleware:
    """Refuses before any view is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.method in _READS or stays_open(view) or not ending.is_read_only():
            return None
        words = str(OnlyReading())
        if request.path.startswith(_FOR_PROGRAMS):
            return written(refused(words, 403))
        if asks_for_json(request):
            return refused_to_script(words, 403)
        return render(request, "refused.html", {"words": words}, status=403)


def stays_open(view: Callable[..., object]) -> bool:
    """May this view take something in, though nothing else does?"""
    return all(
        any(name == each or name.startswith(f"{each}.") for each in STAYS_OPEN) for name in modules_of(view)
    )


def modules_of(view: Callable[..., object]) -> set[str]:
    """Where the work of a page is written, or of all that answers at an endpoint."""
    endpoints: dict[str, Endpoint] = getattr(view, "endpoints", {})
    return {each.work.__module__ for each in endpoints.values()} or {view.__module__}
