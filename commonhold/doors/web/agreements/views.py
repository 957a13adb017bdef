from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.agreements.asking import add_agreement
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in, way_back
from commonhold.ground.clock import queries as clock
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.queries import ToAgree


class AgreementForm(forms.Form):
    """One box; none where there is nothing to accept."""

    def __init__(self, data: Mapping[str, Any] | None, *, asked: ToAgree) -> None:
        super().__init__(data)
        add_agreement(self, asked)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreements(request: HttpRequest) -> HttpResponse:
    """What she accepted and when; and what changed since, which she may accept now or later."""
    asked = queries.still_to_agree(owner_id_of(request))
    back = way_back(request)
    form = AgreementForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and form.is_valid():
        people.agree(owner_id_of(request), occasion="signing in", now=clock.now())
        messages.success(request, _("Thank you. It is noted with today's date."))
        return see_other(back or "/settings/agreements")
    page = {
        "asked": asked,
        "form": form,
        "next": back,
        "agreements": queries.agreements(owner_of(request)),
        "in_force": queries.in_force(),
        "occasions": {
            "signing up": _("when you opened your account"),
            "an app": _("when you opened your account in an app"),
            "joining": _("when you applied for membership"),
            "signing in": _("when it had changed"),
            "claiming": _("when you claimed your page"),
        },
    }
    return render(request, "agreements/agreements.html", page, status=400 if form.errors else 200)
