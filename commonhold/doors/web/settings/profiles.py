"""The profiles that one human has here: opening the second, acting as either, closing the second."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.web.numbers import whole
from commonhold.doors.web.settings.forms import ClosingForm, SecondProfileForm
from commonhold.doors.web.viewer import acts_as, owner_id_of, person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions, queries
from commonhold.social.people.queries import PersonLine

_HERE = "/settings/profiles"


@dataclass(frozen=True)
class OwnProfile:
    """One of the two. `owns`: membership and votes are its; `is_acting`: the session acts as it."""

    line: PersonLine
    owns: bool
    is_acting: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profiles(request: HttpRequest) -> HttpResponse:
    """Both profiles; a POST opens the second."""
    if request.method != "POST":
        return _page(request)
    form = SecondProfileForm(request.POST)
    if form.is_valid():
        try:
            actions.add_profile(person_id_of(request), now=clock.now(), **form.cleaned_data)
            messages.success(request, _("Your second profile is open. You still act as the one you were."))
            return see_other(_HERE)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, form=form)


@require_POST
@signed_in
def switch(request: HttpRequest) -> HttpResponse:
    """Act as the other from now on, on this device. Home is where that begins: this page may not be hers."""
    now_as = actions.switch_profile(person_id_of(request), person_id=_chosen(request))
    acts_as(request, now_as.id)
    words = _("You act as {name} (@{handle}) now.").format(name=now_as.name, handle=now_as.handle)
    messages.success(request, words)
    return see_other("/")


@require_POST
@signed_in
def close(request: HttpRequest) -> HttpResponse:
    """Close the second profile, once its name is typed."""
    by, chosen = person_id_of(request), _chosen(request)
    closing = queries.own_profile(by, chosen)
    form = ClosingForm(request.POST, handle=closing.handle)
    if form.is_valid():
        acts_as(request, actions.close_profile(by, person_id=chosen, now=clock.now()))
        messages.success(request, _("Your second profile is closed, and what it said is gone."))
        return see_other(_HERE)
    return _page(request, closing_form=form)


def _chosen(request: HttpRequest) -> int:
    return whole(request.POST.get("person")) or 0


def _page(
    request: HttpRequest, form: SecondProfileForm | None = None, closing_form: ClosingForm | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    owner, acting = owner_id_of(request), person_id_of(request)
    page = {
        "profiles": [
            OwnProfile(each, each.id == owner, each.id == acting) for each in queries.own_profiles(viewer)
        ],
        "most": actions.MOST_PROFILES,
        "form": form or SecondProfileForm(),
        "closing_form": closing_form or ClosingForm(),
    }
    refused = form is not None or closing_form is not None
    return render(request, "settings/profiles.html", page, status=400 if refused else 200)
