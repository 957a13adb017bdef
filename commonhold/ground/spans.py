"""Parts of long lists: newest first, cut by ids, which sort by time; or by another column, cut by a row."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from commonhold.ground.ids import LARGEST

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


def page(
    rows: QuerySet[_Row, _Row], *, before: int | None, limit: int, by: str = "id"
) -> tuple[list[_Row], int | None]:
    """Rows older than `before`, newest first, and where the next page begins, if there is one."""
    found: list[_Row] = within(rows, Span(limit + 1, before=before), by)
    is_more, shown = len(found) > limit, found[:limit]
    return shown, int(attrgetter(by.replace("__", "."))(shown[-1])) if is_more else None


def beyond(
    rows: QuerySet[_Row, _Row],
    edge: tuple[Any, int] | None,
    *,
    by: str,
    limit: int,
    latest_first: bool = False,
) -> tuple[list[_Row], int | None]:
    """Rows in the order of the column `by`, and the id beyond which the next page begins, if there is one.

    `edge` is the last row of the page before, as its `by` and its id; what has the same `by` goes by ids.
    """
    further, sign = ("lt", "-") if latest_first else ("gt", "")
    if edge is not None:
        at, row_id = edge
        rows = rows.filter(Q(**{f"{by}__{further}": at}) | Q(**{by: at, f"id__{further}": row_id}))
    found = list(rows.order_by(f"{sign}{by}", f"{sign}id")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None
