"""Web apps open the question of whether they are let in as a window of their own, and watch it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_QUESTION = "/oauth/authorize"


class OpenedByAppsMiddleware:
    """Elsewhere a page and whoever opened it are kept apart; here the app must see that it is done.

    Signing in comes before the question: once the two are apart, nothing joins them again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.rstrip("/") == _QUESTION or _leads_there(request):
            response["Cross-Origin-Opener-Policy"] = "unsafe-none"
        return response


def _leads_there(request: HttpRequest) -> bool:
    if not request.path.startswith("/account/"):
        return False
    then = request.GET.get("next") or request.POST.get("next") or ""
    return then.startswith(_QUESTION)
