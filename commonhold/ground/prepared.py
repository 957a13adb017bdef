"""Queries that are asked very often: Django builds their SQL once, and from then on only the values change.

Building a query with the whole rule of visibility costs some milliseconds, asking it a tenth of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, repeat
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

#: No id, and no number that anybody would write into a query.
_FIRST_STAND_IN = -(1 << 40)
_LARGEST = (1 << 63) - 1
#: Lists are filled up to one of these lengths with their own last number, so that few statements serve all.
_LENGTHS = (1, 4, 20, 64, 256, 900)

Value = int | str | Sequence[int]
Row = tuple[Any, ...]


class Prepared:
    """A query set that `build(**values)` makes of whole numbers, lists of them for `__in`, and exact texts.

    `build` must not look anything up, nor take another turn for another value: it is called once with
    stand-ins, whose places in the statement are then filled.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statements: dict[tuple[object, ...], _Statement] = {}

    def rows(self, **values: Value) -> list[Row]:
        """Every row, as `values_list` would give it. An empty list among the values finds nothing."""
        if not all(value for value in values.values() if isinstance(value, Sequence)):
            return []
        statement, filling = self._statement(values)
        return statement.rows(filling)

    def ids(self, **values: Value) -> list[int]:
        """The first column of every row."""
        return [row[0] for row in self.rows(**values)]

    def count(self, **values: Value) -> int:
        """How many rows there are."""
        statement, filling = self._statement(values)
        return statement.count(filling)

    def _statement(self, values: dict[str, Value]) -> tuple[_Statement, dict[str, Any]]:
        spread = {name: _spread(name, value) for name, value in values.items()}
        filling = dict(chain.from_iterable(each.items() for each in spread.values()))
        key = (connection.vendor, *((name, len(each)) for name, each in spread.items()))
        if key not in self._statements:
            self._statements[key] = self._built(values, spread)
        return self._statements[key], filling

    def _built(self, values: dict[str, Value], spread: dict[str, dict[str, Any]]) -> _Statement:
        place_of: dict[object, _Place] = {}
        stand_ins: dict[str, Any] = {}
        for name, places in spread.items():
            is_text = isinstance(values[name], str)
            for place in places:
                stand_in = f"\x01{place}" if is_text else _FIRST_STAND_IN - len(place_of)
                place_of[stand_in] = _TextPlace(place) if is_text else _Place(place)
                stand_ins.setdefault(name, []).append(stand_in)
            if isinstance(values[name], int | str):
                (stand_ins[name],) = stand_ins[name]
        query = self._build(**stand_ins).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        columns = [each[0] for each in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        settled, left = _settled(sql, [place_of.get(each, each) for each in params])
        return _Statement(
            settled,
            left,
            lambda found: compiler.apply_converters(found, converters) if converters else found,
        )


class _Statement:
    """SQL and its parameters, some of which are places to be filled."""

    def __init__(self, sql: str, params: list[Any], convert: Callable[[list[Row]], Any]) -> None:
        self._sql, self._params, self._convert = sql, params, convert

    def rows(self, filling: dict[str, Any]) -> list[Row]:
        return list(map(tuple, self._convert(_asked(self._sql, self._filled(filling)))))

    def count(self, filling: dict[str, Any]) -> int:
        counting = f"SELECT COUNT(*) FROM ({self._sql}) AS counted"  # noqa: S608 - the SQL that Django made
        ((found,),) = _asked(counting, self._filled(filling))
        return int(found)

    def _filled(self, filling: dict[str, Any]) -> list[Any]:
        return [filling[each] if isinstance(each, _Place) else each for each in self._params]


class _Place(str):
    """Where the whole number of this name belongs."""

    __slots__ = ()


class _TextPlace(_Place):
    """Where the text of this name belongs."""

    __slots__ = ()


_OPAQUE = defaultdict(lambda: "%s", {_Place: "(%s+0)", _TextPlace: "(%s||'')"})


def _settled(sql: str, params: list[Any]) -> tuple[str, list[Any]]:
    """The statement with its constants written into it, and what is left to be filled.

    SQLite plans a statement anew whenever a value that might change the plan is filled in, which takes
    longer than answering: what it cannot look into changes no plan (sqlite.org/queryplanner-ng.html, QPSG).
    """
    left: list[Any] = []
    waiting = iter(params)

    def settle(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(waiting)
        if isinstance(param, _Place) or not isinstance(param, str | int):
            left.append(param)
            return "%s" if connection.vendor != "sqlite" else _OPAQUE[type(param)]
        return _literal(param).replace("%", "%%")

    return re.sub("%%|%s", settle, sql), left


def _literal(value: str | int) -> str:
    if isinstance(value, bool) and connection.vendor == "postgresql":
        return "TRUE" if value else "FALSE"
    return str(int(value)) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _spread(name: str, value: Value) -> dict[str, Any]:
    """A value by its place's name; a list takes as many places as the next of the lengths has."""
    if isinstance(value, str):
        return {name: value}
    if isinstance(value, int):
        return {name: max(-_LARGEST, min(value, _LARGEST))}  # no row has a larger number
    length = next((each for each in _LENGTHS if each >= len(value)), len(value))
    filled = chain(value, repeat(value[-1], length - len(value)))
    return {f"{name}.{place}": each for place, each in enumerate(filled)}


def _asked(sql: str, params: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Row] = cursor.fetchall()
    return rows
