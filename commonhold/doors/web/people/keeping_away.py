"""Muting, blocking and hiding boosts from somebody's page or post: a page each says what it does first."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.web.people.forms import MuteForm
from commonhold.doors.web.undo import say_with_undo
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.people import actions, queries


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mute(request: HttpRequest, handle: str) -> HttpResponse:
    """Mute somebody: for how long, and whether notifications too."""
    person = queries.by_handle(viewer_of(request), handle)
    form = MuteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        hours, now = form.cleaned_data["hours"], clock.now()
        actions.mute(
            person_id_of(request),
            person_id=person.id,
            until=now + timedelta(hours=hours) if hours else None,
            hides_notifications=form.cleaned_data["hides_notifications"],
            now=now,
        )
        words = _("{name} is muted.").format(name=person.name)
        say_with_undo(
            request, words, action="/settings/mutes/undo", person_id=person.id, to=f"/@{person.handle}"
        )
        return see_other(f"/@{person.handle}")
    page = {"person": person, "form": form}
    return render(request, "people/mute.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def block(request: HttpRequest, handle: str) -> HttpResponse:
    """Say what a block does, and block."""
    person = queries.by_handle(viewer_of(request), handle)
    if request.method == "POST":
        actions.block(person_id_of(request), person_id=person.id, now=clock.now())
        words = _("You and {name} don't meet here any more.").format(name=person.name)
        to = f"/@{person.handle}"
        say_with_undo(request, words, action="/settings/blocks/undo", person_id=person.id, to=to)
        return see_other("/settings/blocks")
    return render(request, "people/block.html", {"person": person})


@require_POST
@signed_in
def hide_boosts(request: HttpRequest, handle: str) -> HttpResponse:
    """Read somebody without what she boosts or, with `undo`, with it."""
    person = queries.by_handle(viewer_of(request), handle)
    act = actions.show_boosts if request.POST.get("undo") else actions.hide_boosts
    act(person_id_of(request), person_id=person.id, now=clock.now())
    return see_other(f"/@{person.handle}")
