"""What somebody said, on her page: under a tab of its own, and what she keeps on top."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.cards import PostCard
from commonhold.doors.web.posts.filtering import entry_cards, shown
from commonhold.doors.web.viewer import viewer_of
from commonhold.ground.spans import Span
from commonhold.social.feeds import of_person
from commonhold.social.filters.matching import Place
from commonhold.social.people.queries import Profile
from commonhold.social.posts import pinned as pins
from commonhold.social.posts import queries as posts

PAGE = 20
_READ = {"replies": posts.by_author, "media": posts.media_by_author}


def said_on_page(request: HttpRequest, profile: Profile, tab: str) -> dict[str, Any]:
    """What the page's lower part shows: tabs, what is on top, a page of posts, where the next begins."""
    before = whole(request.GET.get("before"))
    pinned = _pinned(request, profile) if not tab and before is None else []
    found, older = _page(request, profile.id, tab, before)
    on_top = {each.id for each in pinned}
    return {
        "tabs": _tabs(profile.handle, tab),
        "tab": tab,
        "pinned": pinned,
        "posts": [each for each in found if each.id not in on_top],
        "older": older,
    }


def _pinned(request: HttpRequest, profile: Profile) -> list[PostCard]:
    return shown(request, pins.pinned_by(viewer_of(request), profile.id), Place.PROFILES)


def _page(
    request: HttpRequest, person_id: int, tab: str, before: int | None
) -> tuple[list[PostCard], int | None]:
    viewer = viewer_of(request)
    if tab:
        found = _READ[tab](viewer, person_id, before=before, limit=PAGE)
        return shown(request, found, Place.PROFILES), found[-1].id if len(found) == PAGE else None
    entries = of_person.read_person(viewer, person_id, Span(limit=PAGE, before=before))
    older = entries[-1].place if len(entries) == PAGE else None
    return entry_cards(request, entries, Place.PROFILES), older


def _tabs(handle: str, tab: str) -> list[dict[str, object]]:
    named = {"": _("Posts"), "replies": _("Posts and replies"), "media": _("Media")}
    return [
        {"label": word, "url": f"/@{handle}{each and f'/{each}'}#said", "current": each == tab}
        for each, word in named.items()
    ]
