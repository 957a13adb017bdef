"""Labelers open, say what they label, and close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.groups import queries as groups
from commonhold.social.groups.refusals import NoSuchGroup
from commonhold.social.labels.ending import end_labeler, lock_own
from commonhold.social.labels.models import Labeler
from commonhold.social.labels.refusals import (
    LabelerIsThere,
    NotYourLabeler,
    TitleLength,
    TooManyValues,
    WordsLength,
)
from commonhold.social.labels.shape import MOST_VALUES, Value, kept, read_values, values_in
from commonhold.social.labels.speaking import speaks_for
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

LONGEST_TITLE, LONGEST_WORDS = 80, 500


@transaction.atomic
def open_labeler(
    by: int, *, title: str, words: str = "", values: Iterable[str], group_id: int | None = None, now: datetime
) -> int:
    """Open a labeler of one's own, or of a group that one moderates; its id.

    `values` are its words, one to a line with their meaning. Raises NotYourLabeler, LabelerIsThere,
    TitleLength, WordsLength, ValueNotAllowed or TooManyValues.
    """
    people.must_be_active(by)
    if group_id is not None:
        _must_moderate_in_public(by, group_id)
    title, words = _said(title, words)
    mine = {"group_id": group_id} if group_id is not None else {"person_id": by}
    if Labeler.objects.select_for_update().filter(closed_at=None, **mine).exists():
        raise LabelerIsThere
    row = Labeler.objects.create(
        id=ids.new_id(now),
        kind=Labeler.Kind.PERSON if group_id is None else Labeler.Kind.GROUP,
        title=title,
        words=words,
        values=kept(read_values(values)),
        opened_by_id=by,
        opened_at=now,
        **mine,
    )
    return row.id


@transaction.atomic
def change_labeler(
    by: int, *, labeler_id: int, title: str, words: str, values: Iterable[str], now: datetime
) -> None:
    """Have it say this of itself. A word that was ever used stays, with its meaning of now.

    Raises NoSuchLabeler, NotYourLabeler, TitleLength, WordsLength, ValueNotAllowed or TooManyValues.
    """
    row = lock_own(by, labeler_id)
    row.title, row.words = _said(title, words)
    row.values = kept(_with_used(row, read_values(values)))
    row.save(update_fields=["title", "words", "values"])


@transaction.atomic
def close_labeler(by: int, *, labeler_id: int, now: datetime) -> None:
    """Publish no more; all its labels end, and its history stays. Raises NoSuchLabeler or NotYourLabeler."""
    end_labeler(lock_own(by, labeler_id), by=by, now=now)


def _said(title: str, words: str) -> tuple[str, str]:
    title, words = " ".join(title.replace("\0", "").split()), words.replace("\0", "").strip()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise TitleLength(LONGEST_TITLE)
    if len(words) > LONGEST_WORDS:
        raise WordsLength(LONGEST_WORDS)
    return title, words


def _with_used(row: Labeler, wanted: Sequence[Value]) -> list[Value]:
    named = {each.value.casefold() for each in wanted}
    used = set(row.labels.values_list("value", flat=True))
    left = [
        each for each in values_in(row.values) if each.value in used and each.value.casefold() not in named
    ]
    if len(wanted) + len(left) > MOST_VALUES:
        raise TooManyValues(MOST_VALUES)
    return [*wanted, *left]


def _must_moderate_in_public(by: int, group_id: int) -> None:
    """A labeler's list is public, so a group of which strangers know nothing has none."""
    if not speaks_for(by, Labeler(kind=Labeler.Kind.GROUP, group_id=group_id)):
        raise NotYourLabeler
    try:
        groups.line(ANYONE, group_id)
    except NoSuchGroup as hidden:
        raise NotYourLabeler from hidden
