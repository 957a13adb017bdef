from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.language.forms import AS_THE_BROWSER_ASKS, LanguageForm
from commonhold.doors.web.viewer import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages. The browser keeps it, so that nobody needs an account."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, AS_THE_BROWSER_ASKS)
    form = LanguageForm(request.POST or None, initial={"language": chosen})
    if request.method == "POST" and form.is_valid():
        return _keep(request, form.cleaned_data["language"])
    return render(request, "language/language.html", {"form": form}, status=400 if form.errors else 200)


def _keep(request: HttpRequest, chosen: str) -> HttpResponse:
    """Answer in the language that was chosen; without one, in the browser's from the next page on."""
    response = see_other(request.path)
    if chosen == AS_THE_BROWSER_ASKS:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    else:
        with translation.override(chosen):
            messages.success(request, _("The pages are in English from now on."))
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        )
    return response
