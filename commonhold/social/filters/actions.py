"""How somebody keeps her filters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.filters.keywords import FilteredPost, Keyword, checked, kept, keywords_in, posts_in
from commonhold.social.filters.matching import Place
from commonhold.social.filters.models import Filter
from commonhold.social.filters.refusals import (
    EndHasPassed,
    NoPlace,
    NoSuchFilter,
    NothingToFilter,
    TitleLength,
    TooManyFilters,
    TooManyPosts,
)
from commonhold.social.people import queries as people

LONGEST_TITLE, MOST_FILTERS, MOST_POSTS = 100, 50, 100


@transaction.atomic
def make_filter(
    by: int,
    *,
    title: str,
    phrases: Collection[str | Keyword],
    are_whole: bool = True,
    places: Collection[Place] = tuple(Place),
    hides: bool = False,
    until: datetime | None = None,
    may_be_empty: bool = False,
    now: datetime,
) -> int:
    """Make a filter that hides what bears one of the phrases, or folds it away; return its id.

    `are_whole`: not inside longer words; a Keyword says that for itself. Raises TooManyFilters, TitleLength,
    NothingToFilter unless it `may_be_empty`, PhraseNotAllowed, TooManyPhrases, NoPlace or EndHasPassed.
    """
    people.must_be_here(by)
    keywords = checked(phrases, are_whole=are_whole, known=(), now=now)
    if not keywords and not may_be_empty:
        raise NothingToFilter
    if until is not None and until <= now:
        raise EndHasPassed
    said = _said(title, keywords, places, hides, until)
    if Filter.objects.select_for_update().filter(owner_id=by).count() >= MOST_FILTERS:
        raise TooManyFilters(MOST_FILTERS)
    return Filter.objects.create(id=ids.new_id(now), owner_id=by, made_at=now, **said).id


@transaction.atomic
def change_filter(
    by: int,
    *,
    filter_id: int,
    title: str,
    phrases: Collection[str | Keyword],
    are_whole: bool = True,
    places: Collection[Place],
    hides: bool,
    until: datetime | None,
    may_be_empty: bool = False,
    now: datetime,
) -> None:
    """Have it say all this from now on; its posts stay. One that has ended may stay so.

    Raises NoSuchFilter, and what `make_filter` raises.
    """
    row = _own(by, filter_id)
    keywords = checked(phrases, are_whole=are_whole, known=keywords_in(row.keywords), now=now)
    if not keywords and not row.posts and not may_be_empty:
        raise NothingToFilter
    if until is not None and until <= now and until != row.until:
        raise EndHasPassed
    said = _said(title, keywords, places, hides, until)
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))


@transaction.atomic
def delete_filter(by: int, *, filter_id: int, now: datetime) -> None:
    """Meet these words again. Raises NoSuchFilter."""
    _own(by, filter_id).delete()


@transaction.atomic
def filter_post(by: int, *, filter_id: int, post_id: int, now: datetime) -> int:
    """Treat one post as the filter says; return the entry's id. Twice is once.

    That `by` may see the post is the caller's to ask. Raises NoSuchFilter or TooManyPosts.
    """
    row = _own(by, filter_id)
    there = posts_in(row.posts)
    known = next((each.id for each in there if each.post_id == post_id), None)
    if known is not None:
        return known
    if len(there) >= MOST_POSTS:
        raise TooManyPosts(MOST_POSTS)
    added = FilteredPost(post_id, ids.new_id(now))
    row.posts = kept([*there, added])
    row.save(update_fields=["posts"])
    return added.id


@transaction.atomic
def unfilter_post(by: int, *, filter_id: int, post_id: int, now: datetime) -> None:
    """Meet that post again; harmless when it was not there. Raises NoSuchFilter."""
    row = _own(by, filter_id)
    row.posts = kept([each for each in posts_in(row.posts) if each.post_id != post_id])
    row.save(update_fields=["posts"])


def _own(by: int, filter_id: int) -> Filter:
    people.must_be_here(by)
    row = Filter.objects.select_for_update().filter(id=filter_id, owner_id=by).first()
    if row is None:
        raise NoSuchFilter
    return row


def _said(
    title: str, keywords: Sequence[Keyword], places: Collection[Place], hides: bool, until: datetime | None
) -> dict[str, Any]:
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise TitleLength(LONGEST_TITLE)
    if not places:
        raise NoPlace
    return {
        "title": title,
        "keywords": kept(keywords),
        "places": [each.value for each in Place if each in places],
        "act": Filter.Act.HIDE if hides else Filter.Act.WARN,
        "until": until,
    }
