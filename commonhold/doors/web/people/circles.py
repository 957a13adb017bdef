"""Who follows somebody and whom she follows, and who may see it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.doors.web.people.forms import CircleForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.people import actions, queries


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    circle = queries.circle_of_followers(viewer_of(request), handle, before=_before(request))
    return render(request, "people/followers.html", {"circle": circle})


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    circle = queries.circle_of_followed(viewer_of(request), handle, before=_before(request))
    return render(request, "people/following.html", {"circle": circle})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """To whom one shows whom one follows and who follows one."""
    viewer = viewer_of(request)
    chosen = {"shown_to": queries.circle_shown_to(viewer)}
    form = CircleForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        actions.choose_who_sees_circle(person_id_of(request), now=clock.now(), **form.cleaned_data)
        return see_other(f"/@{queries.person(viewer, person_id_of(request)).handle}")
    return render(request, "people/choose_circle.html", {"form": form}, status=400 if form.errors else 200)


def _before(request: HttpRequest) -> int | None:
    before = request.GET.get("before", "")
    return int(before) if before.isdecimal() else None
