"""The devices that ring, and the link with which mails end."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.web.notifications.settings import kept
from commonhold.doors.web.viewer import person_id_of, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.social.notifications.actions import devices, digests

_BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
_CALLED = {"Edg": "Edge", "OPR": "Opera", "Macintosh": "Mac"}


@require_POST
@signed_in
def add(request: HttpRequest) -> HttpResponse:
    """The browser's own subscription, which a script put into the form."""
    devices.add_device(
        person_id_of(request),
        endpoint=request.POST.get("endpoint", ""),
        public_key=request.POST.get("p256dh", ""),
        secret=request.POST.get("auth", ""),
        replaced=request.POST.get("replaced", ""),
        label=_label(request.headers.get("User-Agent", "")),
        now=clock.now(),
    )
    return kept(request)


@require_POST
@signed_in
def show_private(request: HttpRequest, device_id: int) -> HttpResponse:
    devices.show_private(person_id_of(request), device_id=device_id, wanted="wanted" in request.POST)
    return kept(request)


@require_POST
@signed_in
def remove(request: HttpRequest, device_id: int) -> HttpResponse:
    devices.remove_device(person_id_of(request), device_id=device_id)
    return kept(request)


@csrf_exempt  # RFC 8058: a mail program sends this alone; the token is what proves it
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A look does nothing, as mail programs look at links; the button or one POST ends the mails."""
    if request.method == "POST":
        digests.unsubscribe(token=token, now=clock.now())
        return render(request, "notifications/unsubscribed.html")
    digests.whose(token)
    return render(request, "notifications/unsubscribe.html")


def _label(agent: str) -> str:
    """ "Firefox, Android"; how a person tells her devices apart."""
    found = [
        next((_CALLED.get(each, each) for each in names if re.search(each, agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or _("A browser")
