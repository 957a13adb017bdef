"""The page of everything that somebody may choose about her own data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.civic.rights import queries
from commonhold.civic.rights.actions import choose_privacy
from commonhold.doors.web.rights.forms import PrivacyForm
from commonhold.doors.web.rights.places import ELSEWHERE
from commonhold.doors.web.rights.seen import tabs
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.consents import queries as consents


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Who gets what of her, and where the rest is chosen."""
    viewer = viewer_of(request)
    form = PrivacyForm(request.POST if request.method == "POST" else None, chosen=queries.chosen(viewer))
    if request.method == "POST" and form.is_valid():
        try:
            choose_privacy(person_id_of(request), choices=form.choices(), now=clock.now())
            messages.success(request, _("Kept. It holds from now on, here and in apps."))
            return see_other("/me/privacy")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    shown = {
        "form": form,
        "eyes": tabs(),
        "purposes": consents.purposes(viewer),
        "elsewhere": ELSEWHERE,
    }
    return render(request, "rights/privacy.html", shown, status=400 if form.errors else 200)
