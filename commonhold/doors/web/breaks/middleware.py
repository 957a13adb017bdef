"""Says when it is time for a break, and keeps the feeds closed for who closed them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from commonhold.doors.web.breaks import sitting
from commonhold.ground.clock import queries as clock


class BreaksMiddleware:
    """Nothing for whoever asked for no breaks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not request.COOKIES.keys() & {sitting.AFTER, sitting.CLOSED}:
            return self.get_response(request)
        now = clock.now()
        until = sitting.closed_until(request.COOKIES.get(sitting.CLOSED, ""), now)
        if until is not None and sitting.is_feed(request.path) and request.user.is_authenticated:
            return render(request, "breaks/closed.html", {"until": until})
        minutes = sitting.minutes_wanted(request.COOKIES.get(sitting.AFTER, ""))
        if minutes is None or not sitting.is_feed(request.path):
            return self.get_response(request)
        here = sitting.goes_on(request.COOKIES.get(sitting.SITTING, ""), now)
        if not here.told and now - here.began >= timedelta(minutes=minutes):
            here = replace(here, told=True)
            words = ngettext(
                "You have been reading for {n} minute, as long as you wanted. “Breaks” in your settings "
                "closes the feeds until tomorrow.",
                "You have been reading for {n} minutes, as long as you wanted. “Breaks” in your settings "
                "closes the feeds until tomorrow.",
                minutes,
            )
            messages.info(request, words.format(n=minutes))
        response = self.get_response(request)
        response.set_cookie(
            sitting.SITTING,
            here.cookie,
            max_age=3600,
            httponly=True,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        return response
