from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commonhold.civic.governance.queries import proposals
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.filtering import folded_list
from commonhold.doors.web.search.elsewhere import looked_for
from commonhold.doors.web.viewer import see_other, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.filters.matching import Place
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.search import asking, queries

PAGE = 20

Found = dict[str, Any]


@require_safe
def brought_from_elsewhere(request: HttpRequest) -> HttpResponse:
    """Somebody follows or answers from another server's page, which sends her here: we look it up for her."""
    uri = request.GET.get("uri", "").strip()[:500]
    return see_other(f"/search?{urlencode({'q': uri.removeprefix('acct:')})}")


def _posts(viewer: Viewer, text: str, cut: int | None) -> Found:
    found = queries.posts(viewer, text, before=cut, limit=PAGE)
    return {"posts": found.posts, "older": found.older, "unknown": found.unknown}


def _people(viewer: Viewer, text: str, cut: int | None) -> Found:
    found, further = people.search_page(viewer, text, after=cut, limit=PAGE)
    return {"people": found, "further": further}


def _tags(viewer: Viewer, text: str, cut: int | None) -> Found:
    found, further = queries.tags(viewer, text, after=cut, limit=PAGE)
    return {"tags": found, "further": further}


def _groups(viewer: Viewer, text: str, cut: int | None) -> Found:
    found, further = groups.search(viewer, text, after=cut, limit=PAGE)
    return {"groups": found, "further": further}


def _proposals(viewer: Viewer, text: str, cut: int | None) -> Found:
    found, older = proposals.search(viewer, text, before=cut, limit=PAGE)
    return {"proposals": found, "older": older}


_TABS: dict[str, tuple[str | Promise, Callable[[Viewer, str, int | None], Found]]] = {
    "posts": (_("Posts"), _posts),
    "people": (_("People"), _people),
    "groups": (_("Groups"), _groups),
    "tags": (_("Tags"), _tags),
    "proposals": (_("Proposals"), _proposals),
}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found of one kind; the others are a tab away, with the same words."""
    text = request.GET.get("q", "").replace("\0", "").strip()[: asking.LONGEST]
    chosen = request.GET.get("what", "posts")
    chosen = chosen if chosen in _TABS else "posts"
    cut = whole(request.GET.get("before") or request.GET.get("after"))
    there = looked_for(viewer_of(request), text, now=clock.now()) if cut is None else None
    if there is not None and there.url:
        return see_other(there.url)
    look = _TABS[chosen][1]
    found = look(viewer_of(request), text, cut) if text else {}
    if "posts" in found:
        found["posts"] = folded_list(request, found["posts"], Place.PUBLIC)
    page = {
        **found,
        "text": text,
        "there": there,
        "chosen": chosen,
        "has_any": any(found.get(each) for each in _TABS),
        "is_first": cut is None,
        "longest": asking.LONGEST,
        "here": urlencode({"q": text, "what": chosen}),
        "tabs": [
            {
                "label": label,
                "url": f"/search?{urlencode({'q': text, 'what': name})}",
                "current": name == chosen,
            }
            for name, (label, _look) in _TABS.items()
        ],
    }
    response = render(request, "search/search.html", page)
    if there is not None and there.is_under_way:
        response["Refresh"] = "3"
    return response
