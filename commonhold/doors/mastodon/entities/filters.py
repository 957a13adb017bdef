"""A reader's filters as apps apply them (docs.joinmastodon.org/entities/FilterResult).

A label that she has fold a post away is told in the same shape, as what a filter that is called like it met:
apps know no labels. What merely stands beside a post on our pages is told to no app.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from commonhold.doors.calls.times import instant_or_none
from commonhold.social.filters import queries as filters
from commonhold.social.filters.keywords import FilteredPost, Keyword
from commonhold.social.filters.matching import Place, folded, stands
from commonhold.social.filters.queries import FilterView
from commonhold.social.labels import reading as labels
from commonhold.social.labels.reading import Mark, Marks, Thing
from commonhold.social.labels.shape import Act
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.plain import words_in
from commonhold.social.posts.queries import PostView

CONTEXTS = {
    Place.HOME: "home",
    Place.NOTIFICATIONS: "notifications",
    Place.PUBLIC: "public",
    Place.THREADS: "thread",
    Place.PROFILES: "account",
}
_STRONG = frozenset({Act.WARN, Act.HIDE})
Entity = dict[str, Any]


class Filters:
    """Those of one reader, looked up once for a page."""

    def __init__(self, viewer: Viewer, now: datetime) -> None:
        self._viewer = viewer
        known = [] if viewer.person_id is None else filters.filters_of(viewer, now=now)
        self._filters = [each for each in known if not each.has_ended]
        self._rules = filters.rules_of(viewer, now=now)
        self._now, self._marks = now, dict[int, Marks]()
        self._reads = labels.NOTHING if viewer.person_id is None else labels.reads(viewer)

    def look_at(self, posts: Collection[PostView]) -> None:
        """Look up what her labelers say of these; no statement for who reads none."""
        if self._reads:
            things = [
                Thing(each.id, each.author.id, labels.domain_of_handle(each.author.handle))
                for each in posts
                if not each.is_mine
            ]
            self._marks |= labels.on_posts(self._reads, things, now=self._now)

    def hides(self, post: PostView, place: Place | None) -> bool:
        """Is this post left out there?"""
        if place is not None and labels.strongest(self._marks.get(post.id, ())) == Act.HIDE:
            return True
        if not self._filters:
            return False
        return self.hides_words(tuple(words_in(self._viewer, post)), place, post_id=_named(post))

    def hides_words(self, words: Collection[str], place: Place | None, *, post_id: int | None = None) -> bool:
        """The same of what somebody else's post says, which filters may name by its id."""
        if place is None or not self._filters:
            return False
        verdict = self._rules.verdict(words, place, post_id=post_id)
        return verdict is not None and verdict.hides

    def results(self, post: PostView, place: Place | None) -> list[Entity]:
        """The filters that a post meets, and labels that act like one; without a place, in any."""
        labelled = [_labelled(each) for each in self._marks.get(post.id, ()) if each.act in _STRONG]
        if not self._filters:
            return labelled
        return labelled + self.met_by(tuple(words_in(self._viewer, post)), place, post_id=_named(post))

    def met_by(
        self, words: Collection[str], place: Place | None, *, post_id: int | None = None
    ) -> list[Entity]:
        """The same of what somebody else's post says, which filters may name by its id."""
        text = folded("\n".join(words)) if self._filters else ""
        found = []
        for each in self._filters:
            if place is not None and place not in each.places:
                continue
            matches = [
                one.phrase for one in each.keywords if stands(folded(one.phrase), text, is_whole=one.is_whole)
            ]
            named = [str(one.post_id) for one in each.posts if one.post_id == post_id]
            if matches or named:
                met = {"keyword_matches": matches or None, "status_matches": named or None}
                found.append({"filter": entity(each), **met})
        return found

    @property
    def until(self) -> datetime | None:
        """When the first of those that still hold ends."""
        return min((each.until for each in self._filters if each.until is not None), default=None)


def _labelled(mark: Mark) -> Entity:
    """A label as a filter that is called like it; it stands in no list of filters."""
    told = {
        "id": str(mark.label_id),
        "title": mark.reason,
        "context": list(CONTEXTS.values()),
        "expires_at": None,
        "filter_action": "hide" if mark.act == Act.HIDE else "warn",
        "keywords": [],
        "statuses": [],
    }
    return {"filter": told, "keyword_matches": [mark.value], "status_matches": None}


#: Of who keeps none.
NO_FILTERS = Filters(ANYONE, datetime.fromtimestamp(0, tz=UTC))


def _named(post: PostView) -> int | None:
    """Its id, as filters may name it; one's own posts are never filtered."""
    return None if post.is_mine else post.id


def entity(each: FilterView) -> Entity:
    """docs.joinmastodon.org/entities/Filter."""
    return {
        "id": str(each.id),
        "title": each.title,
        "context": contexts(each),
        "expires_at": instant_or_none(each.until),
        "filter_action": "hide" if each.hides else "warn",
        "keywords": [keyword(one) for one in each.keywords],
        "statuses": [filtered_post(one) for one in each.posts],
    }


def old_entity(each: FilterView, one: Keyword) -> Entity:
    """docs.joinmastodon.org/entities/V1_Filter: there a keyword is a filter of its own."""
    return {
        "id": str(one.id),
        "phrase": one.phrase,
        "context": contexts(each),
        "whole_word": one.is_whole,
        "expires_at": instant_or_none(each.until),
        "irreversible": each.hides,
    }


def keyword(one: Keyword) -> Entity:
    """docs.joinmastodon.org/entities/FilterKeyword."""
    return {"id": str(one.id), "keyword": one.phrase, "whole_word": one.is_whole}


def filtered_post(one: FilteredPost) -> Entity:
    """docs.joinmastodon.org/entities/FilterStatus."""
    return {"id": str(one.id), "status_id": str(one.post_id)}


def contexts(each: FilterView) -> list[str]:
    return [CONTEXTS[place] for place in each.places]
