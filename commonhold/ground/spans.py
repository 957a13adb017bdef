"""Parts of long lists: newest first, cut by ids, which sort by time; or by another column, cut by a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from commonhold.ground.ids import LARGEST
from commonhold.ground.prepared import Prepared, Row, Value

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True)
class Span:
    """At most `limit` rows, none of those whose ids are named here.

    The newest older than `before`, and none as old as `since`; with `after` those that follow right after it.
    """

    limit: int = 20
    before: int | None = None
    since: int | None = None
    after: int | None = None

    @property
    def is_upwards(self) -> bool:
        """Is the list read from its old end?"""
        return self.after is not None

    @property
    def top(self) -> int:
        """Only ids below this one."""
        return LARGEST if self.before is None else self.before

    @property
    def floor(self) -> int:
        """Only ids above this one."""
        return max(self.since or 0, self.after or 0)


#: The first page of any list.
FIRST = Span()


def within(rows: QuerySet[_Row, Any], span: Span, by: str = "id") -> list[Any]:
    """The rows of the span, newest first; `by` names the column that the list is sorted by."""
    cut = {f"{by}__lt": span.top} if span.before is not None else {}
    if span.floor:
        cut[f"{by}__gt"] = span.floor
    found = rows.filter(**cut)
    if span.is_upwards:
        return list(found.order_by(by)[: span.limit])[::-1]
    return list(found.order_by(f"-{by}")[: span.limit])


class Spanned:
    """`within` the rows that `build(**values)` finds, by a statement made once for each length and direction.

    `build` is one for `Prepared`; it names the columns, the id first, and neither orders nor cuts.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._asking = cache(self._prepared)

    def rows(self, span: Span, **values: Value) -> list[Row]:
        """The rows of the span, newest first."""
        asked = self._asking(span.limit, span.is_upwards)
        found = asked.rows(top=span.top, floor=span.floor, **values)
        return found[::-1] if span.is_upwards else found

    def ids(self, span: Span, **values: Value) -> list[int]:
        """The first column of each."""
        return [row[0] for row in self.rows(span, **values)]

    def _prepared(self, limit: int, is_upwards: bool) -> Prepared:
        def build(*, top: int, floor: int, **values: Any) -> QuerySet[Any, Any]:
            between = self._build(**values).filter(id__lt=top, id__gt=floor)
            return between.order_by("id" if is_upwards else "-id")[:limit]

        return Prepared(build)


def page(
    rows: QuerySet[_Row, _Row], *, before: int | None, limit: int, by: str = "id"
) -> tuple[list[_Row], int | None]:
    """Rows older than `before`, newest first, and where the next page begins, if there is one."""
    found: list[_Row] = within(rows, Span(limit + 1, before=before), by)
    is_more, shown = len(found) > limit, found[:limit]
    return shown, int(attrgetter(by.replace("__", "."))(shown[-1])) if is_more else None


def onward(rows: QuerySet[_Row, Any], *, after: int | None, limit: int) -> tuple[list[Any], int | None]:
    """Rows newer than `after`, oldest first, and after which one the next page begins, if there is one."""
    found = within(rows, Span(limit + 1, after=after or 0))[::-1]
    shown = found[:limit]
    return shown, shown[-1].pk if len(found) > limit else None


def beyond(
    rows: QuerySet[_Row, _Row],
    last: int | None,
    *,
    order: Sequence[str],
    limit: int,
    among: QuerySet[_Row, _Row] | None = None,
) -> tuple[list[_Row], int | None]:
    """Rows in this order, and the id of the row beyond which the next page begins, if there is one.

    `order` names columns as `order_by` does and ends with the id. `last` is the id of the last row of the
    page before, wherever it stands by now; where it is not `among` those that may be looked at (`rows`,
    unless said otherwise), the list begins anew.
    """
    columns = [each.removeprefix("-") for each in order]
    there = rows if among is None else among
    edge = None if last is None else there.filter(id=last).values_list(*columns).first()
    if edge is not None:
        rows = rows.filter(_further(order, edge))
    found = list(rows.order_by(*order)[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def _further(order: Sequence[str], edge: Sequence[Any]) -> Q:
    """What comes after the edge: further in one column, and the same in all before it."""
    wanted, same = Q(), Q()
    for each, value in zip(order, edge, strict=True):
        column = each.removeprefix("-")
        further = "gt" if column == each else "lt"
        wanted |= same & Q(**{f"{column}__{further}": value})
        same &= Q(**{column: value})
    return wanted
