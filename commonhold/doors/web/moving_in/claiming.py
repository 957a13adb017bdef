"""A member of before claims her membership; and what was decided before this house."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.moving_in import actions, queries
from commonhold.doors.web.moving_in.forms import ClaimForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other
from commonhold.ground.clock import queries as clock
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ToAgree

_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def claim_page(request: HttpRequest, token: str) -> HttpResponse:
    """For who has the link of the mail: an account first, then the membership with its number and date."""
    invited = queries.invitation(token)
    me = owner_of(request).person_id
    asked = ToAgree() if me is None else people.still_to_agree(me)
    form = ClaimForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and me is not None and form.is_valid():
        with refused_at(form):
            agrees = form.cleaned_data.get("agreement", False)
            number = actions.claim(owner_id_of(request), token=token, agrees=agrees, now=clock.now())
            messages.success(request, _("Welcome back. You are member {n}, as before.").format(n=number))
            return see_other("/join")
    page = {"invited": invited, "token": token, "form": form, "is_somebody": me is not None}
    response = render(request, "moving_in/claim.html", page, status=400 if form.errors else 200)
    # With "no-referrer" a browser says that the form comes from nowhere, and it is let in by nobody.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def past_page(request: HttpRequest) -> HttpResponse:
    """Decisions that were made elsewhere, as they were written down there."""
    passed = whole(request.GET.get("after")) or 0
    found = queries.past_decisions(owner_of(request), limit=_PAGE, before=passed)
    page = {"decisions": found, "older": passed + _PAGE if len(found) == _PAGE else None}
    return render(request, "moving_in/past.html", page)
