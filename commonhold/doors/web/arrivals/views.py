"""Somebody's page came along with her community: she claims it, or refuses, or has a new link sent."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.agreements.asking import add_agreement
from commonhold.doors.web.refused import RefusedForm, refused_at
from commonhold.doors.web.viewer import see_other
from commonhold.ground.clock import queries as clock
from commonhold.social.arrivals import actions, queries
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ToAgree


class ClaimForm(RefusedForm):
    """A password, and the terms where there are any."""

    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least ten characters. A few words are better than a riddle."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, asked: ToAgree, **told: Any) -> None:
        super().__init__(*args, **told)
        add_agreement(self, asked)


class RefuseForm(RefusedForm):
    sure = forms.BooleanField(label=gettext_lazy("Yes, erase all of it. I know that nothing brings it back."))


class AddressForm(RefusedForm):
    address = forms.EmailField(
        label=gettext_lazy("The email address that you had on the old server"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """What came along, and a password to take it over with."""
    found, sent = queries.waiting_page(token, now=clock.now()), request.method == "POST"
    form = ClaimForm(request.POST if sent else None, asked=people.asked_of_newcomers())
    if sent and form.is_valid():
        with refused_at(form):
            actions.claim_page(
                token=token,
                password=form.cleaned_data["password"],
                agrees=form.cleaned_data.get("agreement", False),
                now=clock.now(),
            )
            messages.success(
                request, _("Your page is yours. Sign in with your address and the new password.")
            )
            return see_other("/account/login/?next=/join")
    return _private(request, "claim", {"waiting": found, "token": token, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing of it is wanted: all goes, at once."""
    found, sent = queries.waiting_page(token, now=clock.now()), request.method == "POST"
    form = RefuseForm(request.POST if sent else None)
    if sent and form.is_valid():
        with refused_at(form):
            actions.refuse_page(token=token, now=clock.now())
            messages.success(request, _("All of it is erased. We wish you well."))
            return see_other("/")
    return _private(request, "refuse", {"waiting": found, "token": token, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Have a new link sent. The answer is the same whether somebody is waited for at that address."""
    sent = request.method == "POST"
    form = AddressForm(request.POST if sent else None)
    is_asked = False
    if sent and form.is_valid():
        if not ratelimit.consume(request, action="lost_account"):
            return render(request, "429.html", status=429)
        actions.ask_for_link(address=form.cleaned_data["address"], now=clock.now())
        is_asked = True
    return _private(request, "ask", {"form": form, "is_asked": is_asked}, form)


def _private(request: HttpRequest, name: str, page: dict[str, Any], form: forms.Form) -> HttpResponse:
    """A page whose address is a secret: no other page learns it."""
    answer = render(request, f"arrivals/{name}.html", page, status=400 if form.errors else 200)
    # With "no-referrer" a browser says that the form comes from nowhere, and it is let in by nobody.
    answer["Referrer-Policy"] = "same-origin"
    return answer
