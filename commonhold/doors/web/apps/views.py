from __future__ import annotations

from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.apps.wording import wishes
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import (
    onlooker_of,
    other_of,
    person_id_of,
    see_other,
    signed_in,
    viewer_of,
)
from commonhold.ground.clock import queries as clock
from commonhold.social.apps import actions, oauth, queries
from commonhold.social.apps.oauth import LedBack, Question
from commonhold.social.apps.refusals import NoSuchApp

_HERE = "/settings/apps"
_WEB = ("http", "https")
_NOON = time(12, tzinfo=UTC)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def authorize(request: HttpRequest) -> HttpResponse:
    """An app asks to act for whoever is signed in; she says yes or no (RFC 6749 §4.1)."""
    sent = request.POST if request.method == "POST" else request.GET
    params = {name: str(sent[name]) for name in sent if name not in {"csrfmiddlewaretoken", "do"}}
    question = oauth.read_question(params, now=clock.now())
    if isinstance(question, LedBack):
        return _lead_back(request, question)
    if request.method != "POST":
        return _ask(request, question)
    if request.POST.get("do") != "allow":
        return _lead_back(request, oauth.turn_away(question))
    return _lead_back(request, oauth.let_in(person_id_of(request), question=question, now=clock.now()))


@require_safe
@signed_in
def allowed(request: HttpRequest) -> HttpResponse:
    """Every app that acts for whoever is signed in."""
    found = [
        (each, wishes(each.scopes), each.used_on and datetime.combine(each.used_on, _NOON))
        for each in queries.allowed_by(viewer_of(request))
    ]
    return render(request, "apps/allowed.html", {"apps": found})


@require_POST
@signed_in
def send_away(request: HttpRequest) -> HttpResponse:
    """End what an app may do, at once."""
    app_id = whole(request.POST.get("app"))
    if app_id is None:
        raise NoSuchApp
    actions.revoke_app(person_id_of(request), app_id=app_id, now=clock.now())
    messages.success(request, _("It acts for you no more. Sign in from it again if you want it back."))
    return see_other(_HERE)


def _ask(request: HttpRequest, question: Question) -> HttpResponse:
    page = {
        "app": question.app,
        "wishes": wishes(question.scopes),
        "params": question.params,
        "person": onlooker_of(request),
        "other": other_of(request),
        "back": "" if question.redirect_uri == queries.OUT_OF_BAND else _place(question.redirect_uri),
    }
    response = render(request, "apps/authorize.html", page)
    # Browsers hold the redirect after a form to the same rule as the form itself.
    response._csp_update = {"form-action": [_source(question.redirect_uri)]}  # type: ignore[attr-defined]  # read by django-csp
    return response


def _lead_back(request: HttpRequest, back: LedBack) -> HttpResponse:
    if back.url is None:
        return render(request, "apps/code.html", {"code": back.code})
    response = HttpResponse(status=303)
    response["Location"] = back.url
    return response


def _place(uri: str) -> str:
    """Where an address leads, as people recognise it: its server, or the app that opens it."""
    parts = urlsplit(uri)
    return parts.netloc if parts.scheme in _WEB else parts.scheme


def _source(uri: str) -> str:
    """The same as a source of a content security policy."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in _WEB else f"{parts.scheme}:"
