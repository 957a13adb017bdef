"""Pages for what went wrong: what happened, that nothing is lost, what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_PAGES = {400: "400.html", 403: "403.html", 405: "405.html", 429: "429.html"}


def friendly(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer with a page, where the framework gave a bare status to a browser."""
    page = _PAGES.get(response.status_code)
    if page is None or response.streaming or response.content:
        return response
    told = render(request, page, status=response.status_code)
    if "Allow" in response:
        told["Allow"] = response["Allow"]
    return told


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection token is too old or missing."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
