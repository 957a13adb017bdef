"""Where one says how one appears."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.people.forms import ProfileForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries
from commonhold.social.portraits import actions
from commonhold.social.portraits import queries as portraits


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def describe(request: HttpRequest) -> HttpResponse:
    """Change one's name, what one says of oneself, and who may follow without asking."""
    viewer, by = viewer_of(request), person_id_of(request)
    profile = queries.profile(viewer, queries.person(viewer, by).handle)
    shown, waiting = portraits.of(viewer, by), portraits.waiting(viewer)
    initial = ProfileForm.initial_of(profile, waiting, shown)
    form = ProfileForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.present_oneself(by, now=clock.now(), **form.pictures(), **form.wishes())
            return see_other(f"/@{profile.handle}")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page = {
        "form": form,
        "profile": profile,
        "address": queries.public_address(profile.handle),
        "pictures": shown,
        "waiting": waiting,
    }
    return render(request, "people/describe.html", page, status=400 if form.errors else 200)
