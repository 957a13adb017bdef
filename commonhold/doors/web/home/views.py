from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.members import queries as members
from commonhold.civic.sponsors import spots
from commonhold.doors.web.founding.views import first_run
from commonhold.doors.web.home.ordered import ordered_page
from commonhold.doors.web.home.tabs import tabs
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.filtering import entry_cards, shown
from commonhold.doors.web.sponsors.showing import with_sponsored
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.doors.web.whole_pages import render_whole
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.feeds.actions import remember_place
from commonhold.social.feeds.catching_up import missed
from commonhold.social.feeds.queries import Entry
from commonhold.social.filters.matching import Place
from commonhold.social.first_hour import queries as first_hour
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.queries import PostView

PAGE = 20
DAYS = (1, 3, 7)
_TABS = partial(tabs, "/")  # asked for only where its piece is not kept


def front_page(request: HttpRequest) -> HttpResponse:
    """Before the founding the first-run page; then the feed, or what a stranger should know."""
    if viewer_of(request).person_id is None and place() is None:  # who is signed in lives somewhere
        return first_run(request)
    return _read(request)


@require_safe
def _read(request: HttpRequest) -> HttpResponse:
    viewer, cut = viewer_of(request), _before(request)
    if request.GET.get("feed") == "latest" and viewer.person_id is not None:
        return redirect("/local", permanent=True)
    if viewer.person_id is None:
        return _strangers_page(request, viewer, cut)
    ordered = ordered_page(request, viewer) if cut is None else None
    if ordered is not None:
        return ordered
    found = feeds.home_page(viewer, Span(limit=PAGE, before=cut))
    entries, read = found.entries, found.read_up_to
    is_new_here = cut is None and len(entries) < PAGE and _follows_nobody(viewer)
    if is_new_here:
        entries = [Entry(each, each.id) for each in feeds.latest(viewer, Span(limit=PAGE))]
    is_known = bool(read) and not is_new_here
    feed = {
        "new": entry_cards(request, [each for each in entries if each.place > read], Place.HOME),
        "read": entry_cards(request, [each for each in entries if each.place <= read], Place.HOME),
    }
    ids = {
        "newest": entries[0].place if entries and cut is None and not is_new_here else None,
        "left_off": read + 1 if is_known and entries and entries[-1].place > read else None,
        "older": entries[-1].place if len(entries) == PAGE and not is_new_here else None,
    }
    shown = {"tabs": _TABS, "is_known": is_known, "is_first": cut is None, "beginning": None}
    if is_new_here:
        return render(request, "home/home.html", {**shown, **feed, **ids, "beginning": _beginning(viewer)})
    return render_whole(request, "home/home.html", shown, feeds=feed, ids=ids)


def _strangers_page(request: HttpRequest, viewer: Viewer, cut: int | None) -> HttpResponse:
    found = feeds.latest(viewer, Span(limit=PAGE, before=cut))
    page = {
        "posts": shown(request, found, Place.PUBLIC),
        "older": found[-1].id if len(found) == PAGE else None,
        "is_first": cut is None,
        "co_op": charter.current().read(CoopCharter),
        "member_count": members.count(clock.now()),
    }
    return render(request, "home/strangers.html", page)


@require_safe
def local_page(request: HttpRequest) -> HttpResponse:
    """What people of this server said to everybody."""
    return _public_page(request, "/local", feeds.latest)


@require_safe
def all_page(request: HttpRequest) -> HttpResponse:
    """What people of all servers said to everybody, as far as it came here."""
    return _public_page(request, "/all", feeds.everything)


@require_safe
@signed_in
def catch_up_page(request: HttpRequest) -> HttpResponse:
    """What the reader missed in the last day, or days."""
    asked = request.GET.get("days", "1")
    days = int(asked) if asked in {str(each) for each in DAYS} else DAYS[0]
    found = missed(viewer_of(request), since=clock.now() - timedelta(days=days))
    page = {
        "tabs": tabs("/catch-up"),
        "days": days,
        "choices": DAYS,
        "voices": [(each.author, shown(request, each.posts, Place.HOME)) for each in found.voices],
        "passed_on": entry_cards(request, found.passed_on, Place.HOME),
        "is_all": found.is_all,
    }
    return render(request, "home/catch_up.html", page)


@require_POST
@signed_in
def mark_read(request: HttpRequest) -> HttpResponse:
    """Remember how far the reader has read."""
    remember_place(person_id_of(request), place=whole(request.POST.get("place")) or 0, now=clock.now())
    return see_other("/")


def _public_page(request: HttpRequest, address: str, feed: Callable[..., list[PostView]]) -> HttpResponse:
    found = feed(viewer_of(request), Span(limit=PAGE, before=_before(request)))
    page = {
        "tabs": tabs(address),
        "address": address,
        "posts": shown(request, found, Place.PUBLIC),
        "older": found[-1].id if len(found) == PAGE else None,
    }
    is_first = address == "/local" and _before(request) is None
    return with_sponsored(
        request,
        spots.LOCAL if is_first else None,
        lambda ad: render(request, "home/public.html", {**page, "sponsored": ad}),
    )


def _before(request: HttpRequest) -> int | None:
    return whole(request.GET.get("before"))


def _follows_nobody(viewer: Viewer) -> bool:
    return not people.following(viewer, viewer.person_id or 0, limit=1)


def _beginning(viewer: Viewer) -> dict[str, Any]:
    """Whom and what somebody who follows nobody yet may like, beside what everybody here says."""
    return {
        "progress": first_hour.progress(viewer),
        "suggested": people.suggested(viewer, limit=4),
        "groups": groups.discover(viewer, limit=3)[0],
    }
