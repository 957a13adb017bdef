from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.web.breaks import sitting
from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.templatetags import times
from commonhold.doors.web.viewer import see_other, signed_in
from commonhold.ground.clock import queries as clock

_PAGE = "/settings/breaks"


class BreaksForm(forms.Form):
    """After how long she wants a word."""

    after = forms.ChoiceField(
        label=gettext_lazy("Remind me while I read"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [
            (str(n), ngettext("after {n} minute", "after {n} minutes", n).format(n=n))
            for n in sitting.CHOICES
        ]
        self.fields["after"].choices = [("", _("Never")), *every]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def breaks(request: HttpRequest) -> HttpResponse:
    """When to be reminded, and a way to close the feeds until tomorrow."""
    form = BreaksForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        response = see_other(_PAGE)
        _keep(response, sitting.AFTER, form.cleaned_data["after"], settings.LANGUAGE_COOKIE_AGE)
        messages.success(request, _("Kept in this browser, and told to nobody."))
        return response
    if request.method != "POST":
        form = BreaksForm(initial={"after": request.COOKIES.get(sitting.AFTER, "")})
    until = sitting.closed_until(request.COOKIES.get(sitting.CLOSED, ""), clock.now())
    page = {"form": form, "until": until}
    return render(request, "breaks/breaks.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def close(request: HttpRequest) -> HttpResponse:
    """Close the feeds until tomorrow morning."""
    now = clock.now()
    until = sitting.tomorrow(now, times.zone_of(frame_of(request).time_zone))
    response = see_other(_PAGE)
    _keep(response, sitting.CLOSED, str(int(until.timestamp())), int((until - now).total_seconds()))
    messages.success(request, _("The feeds are closed until tomorrow morning. Enjoy your day."))
    return response


@require_POST
@signed_in
def open_again(request: HttpRequest) -> HttpResponse:
    """Open them before that after all."""
    response = see_other("/")
    _keep(response, sitting.CLOSED, "", 0)
    return response


def _keep(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    secure = settings.LANGUAGE_COOKIE_SECURE
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)
