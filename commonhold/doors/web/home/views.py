from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.civic.members import queries as members
from commonhold.doors.web.founding.views import first_run
from commonhold.doors.web.posts.filtering import entry_cards
from commonhold.doors.web.viewer import viewer_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.social.feeds import queries as feeds
from commonhold.social.feeds.queries import Entry
from commonhold.social.filters.matching import Place
from commonhold.social.first_hour import queries as first_hour
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

PAGE = 20


def front_page(request: HttpRequest) -> HttpResponse:
    """Before the founding the first-run page; then the feed, or what a stranger should know."""
    if place() is None:
        return first_run(request)
    return _read(request)


@require_safe
def _read(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    before = request.GET.get("before", "")
    cut = int(before) if before.isdecimal() else None
    everything = request.GET.get("feed") == "latest" or viewer.person_id is None
    entries = _entries(viewer, cut, everything=everything)
    is_new_here = cut is None and not everything and len(entries) < PAGE and _follows_nobody(viewer)
    if is_new_here:
        entries = _entries(viewer, cut, everything=True)
    page = {
        "posts": entry_cards(request, entries, Place.PUBLIC if everything else Place.HOME),
        "older": entries[-1].place if len(entries) == PAGE and not is_new_here else None,
        "beginning": _beginning(viewer) if is_new_here else None,
        "everything": everything,
        "is_first": cut is None,
        "co_op": charter.current().read(CoopCharter),
        "member_count": 0 if viewer.person_id else members.count(clock.now()),
    }
    return render(request, "home/home.html", page)


def _entries(viewer: Viewer, before: int | None, *, everything: bool) -> list[Entry]:
    if everything:
        return [Entry(each, each.id) for each in feeds.latest(viewer, before=before, limit=PAGE)]
    return feeds.read_home(viewer, before=before, limit=PAGE)


def _follows_nobody(viewer: Viewer) -> bool:
    return not people.following(viewer, viewer.person_id or 0, limit=1)


def _beginning(viewer: Viewer) -> dict[str, Any]:
    """Whom and what somebody who follows nobody yet may like, beside what everybody here says."""
    return {
        "progress": first_hour.progress(viewer),
        "suggested": people.suggested(viewer, limit=4),
        "groups": groups.discover(viewer, limit=3),
    }
