"""The home page in the order of a document; `/?from=20` is the next page of the same order."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.home.tabs import tabs
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.filtering import ordered_cards
from commonhold.doors.web.whole_pages import render_whole
from commonhold.ground.clock import queries as clock
from commonhold.social.feeds import actions, documents, ranked
from commonhold.social.filters.matching import Place
from commonhold.social.people.queries import Viewer

PAGE = 20


_TABS = partial(tabs, "/")  # asked for only where its piece is not kept


def ordered_page(request: HttpRequest, viewer: Viewer) -> HttpResponse | None:
    """None where the reader's feed stands newest first, or an order leaves nothing to read."""
    chosen = frame_of(request).order
    if not chosen.digest:
        return None
    first, now = whole(request.GET.get("from")) or 0, clock.now()
    page = ranked.page(viewer, chosen, first=first, limit=PAGE, now=now)
    if page is None:
        actions.order_home(viewer.person_id or 0, now=now)
        page = ranked.page(viewer, chosen, first=first, limit=PAGE, now=now)
    if page is None or (not page.entries and not first):
        return None
    shown = {
        "tabs": _TABS,
        "is_first": not first,
        "digest": chosen.digest,
        "named": documents.title_of(viewer, chosen.digest),
        "is_own": chosen.is_own,
    }
    cards = ordered_cards(request, [each.post for each in page.entries], Place.HOME)
    further = None if page.is_last else first + PAGE
    return render_whole(
        request, "home/ranked.html", shown, feeds={"ordered": cards}, ids={"further": further}
    )
