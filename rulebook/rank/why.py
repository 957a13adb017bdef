"""Why a post stands where it does: the strongest reasons with their numbers, and its place without each.

A reason's points are its weight times its value, in millionths; the mix's part is what it took away.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rulebook.rank.document import Document
from rulebook.rank.ranking import Row, rank, values_of
from rulebook.rank.vocabulary import FEATURES

MOST_REASONS = 3


class Reason(NamedTuple):
    feature: str
    amount: int  # what the row says: minutes, how many, or of 1,000
    value: int  # 0 to 1,000
    weight_milli: int
    points: int  # millionths
    place_without: int  # from 1


class Why(NamedTuple):
    """`place` counts from 1. `taken_by_author` are points that the author's earlier posts cost it."""

    place: int
    of: int
    points: int
    reasons: tuple[Reason, ...]  # the strongest first
    taken_by_author: int
    waited_for_topic: bool


def why(document: Document, rows: Sequence[Row], post_id: int) -> Why:
    """Raises LookupError when the document does not show this post."""
    order = rank(document, rows)
    place = _place(order_ids(document, rows), post_id)
    here = order[place - 1]
    row = next(each for each in rows if each.post_id == post_id)
    found = [_reason(document, rows, row, name) for name in document.features]
    strongest = sorted(
        (each for each in found if each.points), key=lambda each: (-abs(each.points), each.feature)
    )
    reasons = tuple(
        each._replace(place_without=_place(order_ids(document.without(each.feature), rows), post_id))
        for each in strongest[:MOST_REASONS]
    )
    return Why(place, len(order), here.points, reasons, here.own - here.points, here.waited)


def order_ids(document: Document, rows: Sequence[Row]) -> list[int]:
    return [each.post_id for each in rank(document, rows)]


def _reason(document: Document, rows: Sequence[Row], row: Row, name: str) -> Reason:
    weighed = document.features[name]
    amount: int = getattr(row, FEATURES[name].column)
    value = values_of(name, weighed, [amount])[0]
    return Reason(name, amount, value, weighed.weight_milli, weighed.weight_milli * value, 0)


def _place(order: Sequence[int], post_id: int) -> int:
    try:
        return order.index(post_id) + 1
    except ValueError:
        raise LookupError(f"post {post_id} is not shown by this document") from None
