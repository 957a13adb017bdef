"""Whether one is shown ads: for good, or no more today."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.sponsors import queries as sponsors
from commonhold.civic.sponsors.actions.wishing import choose_ads, forget_choice
from commonhold.civic.sponsors.queries import Choice
from commonhold.doors.web.sponsors.forms import WishForm
from commonhold.doors.web.sponsors.showing import remember
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of, way_back
from commonhold.ground.clock import queries as clock

_MORE_THAN_ANY_CHARTER_ALLOWS = 999


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def wish_page(request: HttpRequest) -> HttpResponse:
    """One's own setting, and what holds for those who never chose."""
    choice = sponsors.choice_of(viewer_of(request))
    initial = {"wants": _said(choice)}
    form = WishForm(request.POST or None, initial=initial, default_wants=choice.default_wants)
    if request.method == "POST" and form.is_valid():
        by, said = person_id_of(request), form.cleaned_data["wants"]
        if said == "default":
            forget_choice(by, now=clock.now())
        else:
            choose_ads(by, wants=said == "on", now=clock.now())
        messages.success(request, _("Kept. It holds from the next page on."))
        return see_other("/settings/sponsors")
    page = {"form": form, "choice": choice, "all": sponsors.overview(viewer_of(request), now=clock.now())}
    return render(request, "sponsors/wish.html", page, status=400 if form.errors else 200)


@require_POST
def not_today(request: HttpRequest) -> HttpResponse:
    """No more ads in this browser until midnight."""
    response = see_other(way_back(request, name="back", otherwise="/"))
    remember(response, _MORE_THAN_ANY_CHARTER_ALLOWS, clock.now())
    return response


def _said(choice: Choice) -> str:
    if choice.is_default:
        return "default"
    return "on" if choice.wants else "off"
