"""Pages for what went wrong: what happened, that nothing is lost, what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection token is too old or missing."""
    return render(request, "403_csrf.html", status=403)
