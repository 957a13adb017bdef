"""Who follows somebody and whom she follows, and who may see it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.doors.web.numbers import whole
from commonhold.doors.web.people.forms import CircleForm, NoteForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions, queries
from commonhold.social.people.queries import Viewer


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    """Who follows somebody; with `known`, of them whom the viewer follows."""
    known = "known" in request.GET
    circle = queries.circle_of_followers(viewer_of(request), handle, known=known, before=_before(request))
    page = {"circle": circle, "known": known, "removable": circle.is_mine}
    return render(request, "people/followers.html", page)


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


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove_follower(request: HttpRequest, handle: str) -> HttpResponse:
    """Say what it means that somebody follows no more, and let it be so."""
    viewer, by = viewer_of(request), person_id_of(request)
    person = queries.by_handle(viewer, handle)
    me = queries.person(viewer, by)
    if request.method == "POST":
        actions.remove_follower(by, person_id=person.id, now=clock.now())
        return see_other(f"/@{me.handle}/followers")
    asks_first = queries.profile(viewer, me.handle).approves_followers
    page = {"person": person, "me": me, "asks_first": asks_first}
    return render(request, "people/remove_follower.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def requests_page(request: HttpRequest) -> HttpResponse:
    """Who asks to follow, to be accepted or declined, and whom one asked oneself."""
    viewer = viewer_of(request)
    if request.method == "POST":
        act = actions.accept_follow if request.POST.get("answer") == "accept" else actions.decline_follow
        act(person_id_of(request), person_id=whole(request.POST.get("person_id")) or 0, now=clock.now())
        return see_other("/me/follow-requests")
    waiting, older = queries.follow_requests(viewer, before=_before(request))
    asked, asked_older = queries.asked_to_follow(viewer, before=whole(request.GET.get("asked_before")))
    page = {"waiting": waiting, "older": older, "asked": asked, "asked_older": asked_older}
    return render(request, "people/follow_requests.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note(request: HttpRequest, handle: str) -> HttpResponse:
    """What one keeps in mind about somebody, for oneself alone."""
    viewer, by = viewer_of(request), person_id_of(request)
    person = queries.by_handle(viewer, handle)
    kept = {"text": queries.note_on(viewer, person.id)}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(by, person_id=person.id, now=clock.now(), **form.cleaned_data)
            return see_other(f"/@{person.handle}")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page = {"form": form, "person": person}
    return render(request, "people/note.html", page, status=400 if form.errors else 200)


def between(viewer: Viewer, profile: queries.Profile) -> dict[str, Any]:
    """What stands between the viewer and somebody, for her page: requests, acquaintances, a private note."""
    if profile.is_me:
        return {"waiting": queries.followers_waiting(viewer)}
    return {
        "acquainted": _acquainted(queries.acquaintances(viewer, profile.id)),
        "note": queries.note_on(viewer, profile.id),
    }


def _acquainted(found: queries.Acquaintances) -> str:
    """A sentence that names them; no words when there are none."""
    names = [each.name for each in found.people]
    if not names:
        return ""
    if len(names) == 1:
        return _("Followed by {one}, whom you follow").format(one=names[0])
    if not found.others:
        return _("Followed by {one} and {two}, whom you follow").format(one=names[0], two=names[1])
    words = ngettext(
        "Followed by {one}, {two} and {n} other whom you follow",
        "Followed by {one}, {two} and {n} others whom you follow",
        found.others,
    )
    return words.format(one=names[0], two=names[1], n=found.others)


def _before(request: HttpRequest) -> int | None:
    return whole(request.GET.get("before"))
