"""What stands before every page: the founding comes first, and refusals become pages in plain words."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonhold.doors.web.errors import friendly
from commonhold.doors.web.for_scripts import asks_for_json, led_on, refused
from commonhold.doors.web.viewer import see_other
from commonhold.ground import once
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import NotFound, Refusal


class OneReadingMiddleware:
    """Who only reads is told one time, one charter and one place from the first line to the last.

    So is who writes, but within the transaction that writes, where all is looked up anew.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        only_reads = request.method in {"GET", "HEAD"}
        with once.reading() if only_reads else once.among_writes():
            return self.get_response(request)


class FoundingFirstMiddleware:
    """Before the founding there is one thing to do here, and nobody takes a name before the founders."""

    OPEN = ("/about", "/record/", "/settings/language", "/manifest.webmanifest", "/sw.js", "/offline")
    PAGES = ("commonhold.doors.web.", "allauth.")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.path == "/" or request.path.startswith(self.OPEN):
            return None
        is_a_page = view.__module__.startswith(self.PAGES)
        return see_other("/") if is_a_page and place() is None else None


class PlainWordsMiddleware:
    """A refusal that no form took becomes a page of its own; bare error answers get friendly pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return friendly(request, led_on(request, response))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal) and asks_for_json(request):
            return refused(str(error), 404 if isinstance(error, NotFound) else 403)
        if isinstance(error, NotFound):
            return render(request, "404.html", status=404)
        if isinstance(error, Refusal):
            return render(request, "refused.html", {"words": str(error)}, status=403)
        return None
