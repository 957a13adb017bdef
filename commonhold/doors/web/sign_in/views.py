from __future__ import annotations

from allauth.core import ratelimit
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.sign_in.forms import SignUpForm
from commonhold.doors.web.viewer import see_other, viewer_of, way_back
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions as people

_FIRST = "/welcome/interests"  # a newcomer's first hour begins there


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account: a name, an address, a password. Membership is another door."""
    if viewer_of(request).person_id is not None:
        return see_other("/")
    form = SignUpForm(request.POST or None)
    back = way_back(request, otherwise=_FIRST)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="signup"):
            return render(request, "429.html", status=429)
        try:
            _open_account(request, form)
            return see_other(back)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page = {"form": form, "next": back}
    return render(request, "account/signup.html", page, status=400 if form.errors else 200)


def _open_account(request: HttpRequest, form: SignUpForm) -> None:
    said = form.cleaned_data
    people.sign_up(
        email=said["email"],
        password=said["password"],
        handle=said["handle"],
        display_name=said["display_name"],
        agrees=said.get("agreement", False),
        occasion="signing up",
        now=clock.now(),
    )
    user = authenticate(request, email=said["email"].strip().lower(), password=said["password"])
    if user is not None:
        login(request, user)
