"""Words on how it went: those of people near in one's own web of trust, and of the others a sum.

No number here is a mark: a sum counts what was said, for those who can't know the ones who said it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.exchange.models import Agreement, Word
from commonhold.civic.exchange.standing import law
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class WordView:
    """What one side said of the other, and what the other answered."""

    id: int
    by: PersonLine
    about: PersonLine
    title: str  # of what they agreed on
    text: str
    was_as_agreed: bool
    would_again: bool
    at: datetime
    is_published: bool
    answer: str
    may_answer: bool


@dataclass(frozen=True)
class Summed:
    """What others said together, where there are enough of them that nobody is told apart."""

    count: int
    as_agreed: int
    would_again: int


@dataclass(frozen=True)
class Told:
    """What a viewer reads of somebody: words of those near to her, and a sum of the rest."""

    near: Sequence[WordView]
    rest: Summed | None


def about(viewer: Viewer, person_id: int, *, near: Mapping[int, int], limit: int = 50) -> Told:
    """Words on somebody: all to herself; else those of people in `near`, the nearest first, and a sum."""
    rows = Word.objects.filter(
        not_hidden_from(viewer.person_id, "by"), about_id=person_id, published_at__isnull=False
    ).select_related("by", "about", "agreement")
    mine = viewer.person_id is not None and viewer.person_id == person_id
    found = list(rows.order_by("-id")[:1_000])
    if mine:
        return Told([_view(viewer, each) for each in found[:limit]], None)
    known = {
        **near,
        **({} if viewer.person_id is None else {viewer.person_id: max(near.values(), default=1)}),
    }
    close = sorted(
        (each for each in found if each.by_id in known), key=lambda each: (-known[each.by_id], -each.id)
    )
    rest = [each for each in found if each.by_id not in known]
    return Told([_view(viewer, each) for each in close[:limit]], _summed(rest))


def words_of(viewer: Viewer, row: Agreement) -> list[WordView]:
    """Both sides' words on an agreement, for these two: one's own at once, the other's once published."""
    me = viewer.person_id
    words = Word.objects.filter(agreement=row).select_related("by", "about", "agreement").order_by("id")
    return [_view(viewer, each) for each in words if each.published_at is not None or each.by_id == me]


def _summed(rest: Sequence[Word]) -> Summed | None:
    """Only where enough different people wrote."""
    if len({each.by_id for each in rest}) < law().aggregate_from:
        return None
    return Summed(
        count=len(rest),
        as_agreed=sum(each.was_as_agreed for each in rest),
        would_again=sum(each.would_again for each in rest),
    )


def _view(viewer: Viewer, row: Word) -> WordView:
    return WordView(
        id=row.id,
        by=people.line_of(row.by),
        about=people.line_of(row.about),
        title=row.agreement.title,
        text=row.text,
        was_as_agreed=row.was_as_agreed,
        would_again=row.would_again,
        at=row.at,
        is_published=row.published_at is not None,
        answer=row.answer,
        may_answer=row.about_id == viewer.person_id and row.published_at is not None and not row.answer,
    )
