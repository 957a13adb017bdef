"""A reader's filters as apps apply them (docs.joinmastodon.org/entities/FilterResult)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from commonhold.doors.mastodon.entities.times import instant_or_none
from commonhold.social.filters import queries as filters
from commonhold.social.filters.matching import Place, folded, stands
from commonhold.social.filters.queries import FilterView
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.plain import words_in
from commonhold.social.posts.queries import PostView

CONTEXTS = {
    Place.HOME: "home",
    Place.NOTIFICATIONS: "notifications",
    Place.PUBLIC: "public",
    Place.THREADS: "thread",
    Place.PROFILES: "account",
}
Entity = dict[str, Any]


class Filters:
    """Those of one reader, looked up once for a page."""

    def __init__(self, viewer: Viewer, now: datetime) -> None:
        self._viewer = viewer
        known = [] if viewer.person_id is None else filters.filters_of(viewer, now=now)
        self._filters = [each for each in known if not each.has_ended]
        self._rules = filters.rules_of(viewer, now=now)

    def hides(self, post: PostView, place: Place | None) -> bool:
        """Is this post left out there?"""
        return bool(self._filters) and self.hides_words(tuple(words_in(self._viewer, post)), place)

    def hides_words(self, words: Collection[str], place: Place | None) -> bool:
        """The same of what somebody else's post says."""
        if place is None or not self._filters:
            return False
        verdict = self._rules.verdict(words, place)
        return verdict is not None and verdict.hides

    def results(self, post: PostView, place: Place | None) -> list[Entity]:
        """The filters that a post meets; without a place, in any."""
        return self.met_by(tuple(words_in(self._viewer, post)), place) if self._filters else []

    def met_by(self, words: Collection[str], place: Place | None) -> list[Entity]:
        """The same of what somebody else's post says."""
        text = folded("\n".join(words)) if self._filters else ""
        found = []
        for each in self._filters:
            if place is not None and place not in each.places:
                continue
            matches = [
                phrase for phrase in each.phrases if stands(folded(phrase), text, is_whole=each.are_whole)
            ]
            if matches:
                found.append({"filter": entity(each), "keyword_matches": matches, "status_matches": None})
        return found

    @property
    def until(self) -> datetime | None:
        """When the first of those that still hold ends."""
        return min((each.until for each in self._filters if each.until is not None), default=None)


def entity(each: FilterView) -> Entity:
    """docs.joinmastodon.org/entities/Filter. Words have no ids of their own here: they are counted."""
    return {
        "id": str(each.id),
        "title": each.title,
        "context": [CONTEXTS[place] for place in each.places],
        "expires_at": instant_or_none(each.until),
        "filter_action": "hide" if each.hides else "warn",
        "keywords": [
            {"id": keyword_id(each.id, place), "keyword": phrase, "whole_word": each.are_whole}
            for place, phrase in enumerate(each.phrases)
        ],
        "statuses": [],
    }


def keyword_id(filter_id: int, place: int) -> str:
    """Ids sort by time and end in a count, so the filter's own and a place make another."""
    return f"{filter_id}{place:02d}"
