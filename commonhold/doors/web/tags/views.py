from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.sponsors import spots
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.filtering import shown
from commonhold.doors.web.sponsors.showing import with_sponsored
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.spans import Span
from commonhold.social.filters.matching import Place
from commonhold.social.posts import tagged
from commonhold.social.tags import actions, queries

PAGE = 20


@require_safe
def tag_page(request: HttpRequest, name: str) -> HttpResponse:
    """Public posts that bear a tag, newest first. A tag that is written otherwise leads to its name."""
    viewer = viewer_of(request)
    tag = queries.tag(viewer, name)
    if tag.name != name:
        return see_other(_address(tag.name))
    cut = whole(request.GET.get("before"))
    found = [] if tag.id is None else tagged.by_tag(viewer, tag.id, Span(limit=PAGE, before=cut))
    page = {
        "tag": tag,
        "use": tagged.use_of(viewer, [tag.name]).get(tag.name),
        "posts": shown(request, found, Place.PUBLIC),
        "older": found[-1].id if len(found) == PAGE else None,
        "is_first": cut is None,
    }
    return with_sponsored(
        request,
        spots.tag(tag.name) if cut is None else None,
        lambda ad: render(request, "tags/tag.html", {**page, "sponsored": ad}),
    )


@require_POST
@signed_in
def follow(request: HttpRequest, name: str) -> HttpResponse:
    """Follow a tag, or with `undo` stop following it."""
    return _mark(request, name, actions.follow_tag, actions.unfollow_tag)


@require_POST
@signed_in
def feature(request: HttpRequest, name: str) -> HttpResponse:
    """Show a tag on one's profile, or with `undo` take it off."""
    return _mark(request, name, actions.feature_tag, actions.unfeature_tag)


def _mark(
    request: HttpRequest, name: str, do: Callable[..., object], undo: Callable[..., object]
) -> HttpResponse:
    act = undo if request.POST.get("undo") else do
    act(person_id_of(request), name=name, now=clock.now())
    return see_other(_address(queries.tag(viewer_of(request), name).name))


def _address(name: str) -> str:
    return f"/tags/{quote(name)}"
