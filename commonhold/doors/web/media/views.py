from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.media.cards import medium_card
from commonhold.doors.web.media.forms import DescriptionForm
from commonhold.doors.web.media.uploads import bring_along
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of, way_back
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.media import actions, queries
from commonhold.social.media.queries import MediumView


@require_POST
@signed_in
def bring(request: HttpRequest) -> HttpResponse:
    """Receive the file `media`. JSON for a script; else on to describing it."""
    brought = bring_along(request, person_id_of(request), now=clock.now())
    if not brought.ids:
        words = " ".join(brought.refusals) or _("Choose a file first.")
        if _wants_json(request):
            return JsonResponse({"error": words}, status=400)
        return render(request, "refused.html", {"words": words}, status=400)
    if _wants_json(request):
        return _told(queries.own_medium(viewer_of(request), brought.ids[0]), status=201)
    return see_other(f"/media/{brought.ids[0]}/edit")


@require_safe
@signed_in
def state(request: HttpRequest, medium_id: int) -> HttpResponse:
    """How far one's own medium is: JSON, or its part of a post for htmx."""
    medium = queries.own_medium(viewer_of(request), medium_id)
    if request.headers.get("HX-Request"):
        return render(request, "components/medium.html", {"medium": medium_card(medium)})
    return _told(medium)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, medium_id: int) -> HttpResponse:
    """Describe one's own medium, and say what stays in view when it is cropped."""
    looking = viewer_of(request)
    medium = queries.own_medium(looking, medium_id)
    form = DescriptionForm(
        request.POST or None,
        initial={"alt": medium.alt, "across": medium.focus_x, "up": medium.focus_y},
        is_picture=medium.kind == "image",
    )
    if request.method == "POST" and form.is_valid():
        try:
            _describe(request, medium, form)
            messages.success(request, _("Saved."))
            return see_other(way_back(request) or request.path)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page = {
        "form": form,
        "medium": medium_card(medium),
        "is_idle": queries.is_idle(looking, medium_id),
        "next": way_back(request),
    }
    return render(request, "media/edit.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def discard(request: HttpRequest, medium_id: int) -> HttpResponse:
    """Throw away what is in no post."""
    actions.discard_medium(person_id_of(request), medium_id=medium_id, now=clock.now())
    if _wants_json(request):
        return HttpResponse(status=204)
    messages.success(request, _("Removed. Nothing of it is kept."))
    return see_other(way_back(request) or "/compose")


@require_safe
def viewer(request: HttpRequest) -> HttpResponse:
    """The sheet in which pictures open; a page asks for it when the first one does."""
    return render(request, "media/viewer.html")


def _describe(request: HttpRequest, medium: MediumView, form: DescriptionForm) -> None:
    said = form.cleaned_data
    focus = (said["across"], said["up"]) if "across" in said else None
    by = person_id_of(request)
    actions.describe_medium(by, medium_id=medium.id, alt=said["alt"], focus=focus, now=clock.now())


def _told(medium: MediumView, status: int = 200) -> JsonResponse:
    """Ids are longer than a script's numbers, so they travel as text."""
    said = {
        "id": str(medium.id),
        "kind": medium.kind,
        "state": medium.state,
        "url": medium.url,
        "small_url": medium.small_url,
        "alt": medium.alt,
        "edit_url": f"/media/{medium.id}/edit",
    }
    return JsonResponse(said, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
