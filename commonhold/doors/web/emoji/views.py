from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.emoji.forms import EmojiForm
from commonhold.doors.web.emoji.unicode import SHELVES
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.emoji import actions, queries
from commonhold.social.media import actions as media
from commonhold.social.people import queries as people

_HERE = "/emoji"


@require_http_methods(["GET", "HEAD", "POST"])
def emoji_page(request: HttpRequest) -> HttpResponseBase:
    """All of the co-op's own emoji; stewards add to them here."""
    return _add(request) if request.method == "POST" else _page(request, EmojiForm())


@signed_in
def _add(request: HttpRequest) -> HttpResponse:
    form = EmojiForm(request.POST, request.FILES)
    if form.is_valid():
        by, now = owner_id_of(request), clock.now()
        brought = form.cleaned_data["picture"]
        try:
            medium_id = media.receive_medium(
                by, file=brought, filename=brought.name or "", purpose="emoji", now=now
            )
            actions.add_emoji(by, shortcode=form.cleaned_data["shortcode"], medium_id=medium_id, now=now)
            return see_other(_HERE)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, form)


@require_POST
@signed_in
def retire(request: HttpRequest, shortcode: str) -> HttpResponse:
    actions.retire_emoji(owner_id_of(request), shortcode=shortcode, now=clock.now())
    return see_other(_HERE)


@require_safe
def picker(request: HttpRequest) -> HttpResponse:
    """What a composer offers: names and where their pictures lie."""
    offered = [each for each in queries.catalogue(owner_of(request)) if each.url]
    answer = JsonResponse({"emoji": [{"shortcode": each.shortcode, "url": each.url} for each in offered]})
    answer["Cache-Control"] = "private, max-age=60"
    return answer


@require_safe
def shelves(request: HttpRequest) -> HttpResponse:
    """The picker itself, for a script; the co-op's own emoji it asks for apart."""
    answer = render(request, "emoji/picker.html", {"shelves": SHELVES})
    answer["Cache-Control"] = "private, max-age=3600"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    return answer


def _page(request: HttpRequest, form: EmojiForm) -> HttpResponse:
    viewer = owner_of(request)
    is_steward = viewer.person_id is not None and people.is_steward(viewer.person_id)
    page = {"emoji": queries.catalogue(viewer), "is_steward": is_steward, "form": form}
    return render(request, "emoji/emoji.html", page, status=400 if form.errors else 200)
