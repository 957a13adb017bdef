"""Queries that are asked very often: Django builds their SQL once, and from then on only the numbers change.

Building a query with the whole rule of visibility costs some milliseconds, asking it a tenth of one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_FIRST_STAND_IN = -(1 << 40)  # no id, and no number that anybody would write into a query


class Prepared:
    """A query set that `build(**numbers)` makes of whole numbers alone, as ids.

    `build` must not look anything up, nor take another turn for another number: it is called once with
    stand-ins, whose places in the statement are then filled.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statements: dict[tuple[str, ...], tuple[str, list[Any]]] = {}

    def ids(self, **numbers: int) -> list[int]:
        """The first column of every row."""
        sql, places = self._statement(tuple(numbers))
        return [row[0] for row in _asked(sql, places, numbers)]

    def count(self, **numbers: int) -> int:
        """How many rows there are."""
        sql, places = self._statement(tuple(numbers))
        counting = f"SELECT COUNT(*) FROM ({sql}) AS counted"  # noqa: S608 - the SQL that Django made
        (row,) = _asked(counting, places, numbers)
        found: int = row[0]
        return found

    def _statement(self, names: tuple[str, ...]) -> tuple[str, list[Any]]:
        """SQL, and its parameters: a function where a number belongs."""
        key = (connection.vendor, *names)
        if key not in self._statements:
            stand_ins = {name: _FIRST_STAND_IN - turn for turn, name in enumerate(names)}
            sql, params = self._build(**stand_ins).query.sql_with_params()
            place_of = {number: _Place(name) for name, number in stand_ins.items()}
            self._statements[key] = sql, [place_of.get(each, each) for each in params]
        return self._statements[key]


class _Place(str):
    """Where the number of this name belongs."""

    __slots__ = ()


def _asked(sql: str, places: list[Any], numbers: dict[str, int]) -> list[tuple[Any, ...]]:
    filled = [numbers[each] if isinstance(each, _Place) else each for each in places]
    with connection.cursor() as cursor:
        cursor.execute(sql, filled)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
