from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.keyboard.forms import KeysForm
from commonhold.doors.web.keyboard.keys import COOKIE, OFF, PARTS
from commonhold.doors.web.viewer import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def keyboard(request: HttpRequest) -> HttpResponse:
    """What keys do, and a switch. The browser keeps the choice: a keyboard belongs to a device."""
    if request.method == "POST":
        return _keep(request, is_on=bool(request.POST.get("is_on")))
    form = KeysForm(initial={"is_on": request.COOKIES.get(COOKIE) != OFF})
    return render(request, "keyboard/keyboard.html", {"parts": PARTS, "form": form})


def _keep(request: HttpRequest, *, is_on: bool) -> HttpResponse:
    response = see_other(request.path)
    if is_on:
        response.delete_cookie(COOKIE, samesite="Lax")
        messages.success(request, _("Single keys work again."))
    else:
        response.set_cookie(
            COOKIE,
            OFF,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        messages.success(request, _("Single keys do nothing from now on."))
    return response
