"""How somebody keeps her filters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.filters.matching import Place, folded
from commonhold.social.filters.models import Filter
from commonhold.social.filters.refusals import (
    EndHasPassed,
    NoPlace,
    NoSuchFilter,
    NothingToFilter,
    PhraseNotAllowed,
    TitleLength,
    TooManyFilters,
    TooManyPhrases,
)
from commonhold.social.people import queries as people

LONGEST_TITLE, LONGEST_PHRASE, MOST_PHRASES, MOST_FILTERS = 100, 100, 100, 50


@transaction.atomic
def make_filter(
    by: int,
    *,
    title: str,
    phrases: Collection[str],
    are_whole: bool = True,
    places: Collection[Place] = tuple(Place),
    hides: bool = False,
    until: datetime | None = None,
    now: datetime,
) -> int:
    """Make a filter that hides what bears one of the phrases, or folds it away; return its id.

    `are_whole`: not inside longer words. Raises TooManyFilters, TitleLength, NothingToFilter,
    PhraseNotAllowed, TooManyPhrases, NoPlace or EndHasPassed.
    """
    people.must_be_active(by)
    said = _checked(
        title=title,
        phrases=phrases,
        are_whole=are_whole,
        places=places,
        hides=hides,
        until=until,
        now=now,
    )
    if Filter.objects.select_for_update().filter(owner_id=by).count() >= MOST_FILTERS:
        raise TooManyFilters(MOST_FILTERS)
    return Filter.objects.create(id=ids.new_id(now), owner_id=by, made_at=now, **said).id


@transaction.atomic
def change_filter(
    by: int,
    *,
    filter_id: int,
    title: str,
    phrases: Collection[str],
    are_whole: bool,
    places: Collection[Place],
    hides: bool,
    until: datetime | None,
    now: datetime,
) -> None:
    """Have it say all this from now on. Raises NoSuchFilter, and what `make_filter` raises."""
    row = _own(by, filter_id)
    said = _checked(
        title=title,
        phrases=phrases,
        are_whole=are_whole,
        places=places,
        hides=hides,
        until=until,
        now=now,
    )
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))


@transaction.atomic
def delete_filter(by: int, *, filter_id: int, now: datetime) -> None:
    """Meet these words again. Raises NoSuchFilter."""
    _own(by, filter_id).delete()


def _own(by: int, filter_id: int) -> Filter:
    people.must_be_active(by)
    row = Filter.objects.select_for_update().filter(id=filter_id, owner_id=by).first()
    if row is None:
        raise NoSuchFilter
    return row


def _checked(
    *,
    title: str,
    phrases: Collection[str],
    are_whole: bool,
    places: Collection[Place],
    hides: bool,
    until: datetime | None,
    now: datetime,
) -> dict[str, Any]:
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise TitleLength(LONGEST_TITLE)
    wanted = list(dict.fromkeys(each for phrase in phrases if (each := " ".join(phrase.split()))))
    if not wanted:
        raise NothingToFilter
    if len(wanted) > MOST_PHRASES:
        raise TooManyPhrases(MOST_PHRASES)
    for each in wanted:
        if len(each) > LONGEST_PHRASE or not folded(each):
            raise PhraseNotAllowed(each, LONGEST_PHRASE)
    if not places:
        raise NoPlace
    if until is not None and until <= now:
        raise EndHasPassed
    return {
        "title": title,
        "phrases": wanted,
        "are_whole": are_whole,
        "places": [each.value for each in Place if each in places],
        "act": Filter.Act.HIDE if hides else Filter.Act.WARN,
        "until": until,
    }
