"""Queries that are asked very often: Django builds their SQL once, and from then on only the values change.

Building a query with the whole rule of visibility costs some milliseconds, asking it a tenth of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count, repeat
from operator import itemgetter
from typing import Any, Generic, TypeVar

import orjson
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from commonhold.ground.statements import ask, with_question_marks, write

#: No id, and no number that anybody would write into a query.
_FIRST_STAND_IN = -(1 << 40)
_LARGEST = (1 << 63) - 1
#: No time that anybody would write into a query.
_FIRST_TIME = datetime(1, 1, 2, tzinfo=UTC)
#: Lists are filled up to one of these lengths with their own last number, so that few statements serve all.
_LENGTHS = (1, 4, 20, 64, 256, 900)
#: How many rows of a statement are remembered with what was made of them.
_REMEMBERED = 1024

Row = tuple[Any, ...]
Value = int | str | datetime | Sequence[int]
_T = TypeVar("_T")
_U = TypeVar("_U")


class Prepared:
    """A query set that `build(**values)` makes of whole numbers, lists of them for `__in`, texts and times.

    `build` must not look anything up, nor take another turn for another value: it is called once with
    stand-ins, whose places in the statement are then filled.

    `make` makes something of a row. It depends on nothing else and what it makes is never changed, so that
    it is called once for each different row.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any, Any]], make: Callable[[Row], Any] | None = None
    ) -> None:
        self._build, self._make = build, make or tuple
        self._statements: dict[tuple[object, ...], _Statement] = {}

    def rows(self, **values: Value) -> list[Row]:
        """Every row, as `values_list` would give it. An empty list or text among the values finds nothing."""
        used = connections[DEFAULT_DB_ALIAS]
        return [] if _is_empty(values) else self._statement(used, values).rows(used, values)

    def made(self, **values: Value) -> list[Any]:
        """What `make` makes of every row."""
        used = connections[DEFAULT_DB_ALIAS]
        return [] if _is_empty(values) else self._statement(used, values).made(used, values)

    def instances(self, **values: Value) -> list[Any]:
        """Every row as an instance of its model, whose columns are asked for as they are."""
        used = connections[DEFAULT_DB_ALIAS]
        return [] if _is_empty(values) else self._statement(used, values).instances(used, values)

    def question(self, **values: Value) -> tuple[str, Sequence[Any]]:
        """The statement and what fills it, as a `Reading` takes them; no value is empty."""
        used = connections[DEFAULT_DB_ALIAS]
        sql, filled = self._statement(used, values).question(used, values)
        return with_question_marks(sql), filled

    def ids(self, **values: Value) -> list[int]:
        """The first column of every row."""
        return [row[0] for row in self.rows(**values)]

    def count(self, **values: Value) -> int:
        """How many rows there are."""
        used = connections[DEFAULT_DB_ALIAS]
        return 0 if _is_empty(values) else self._statement(used, values).count(used, values)

    def asking(self, **values: Value) -> Asking[list[Row]]:
        """Every row, for `together`."""
        used = connections[DEFAULT_DB_ALIAS]
        return _NOTHING if _is_empty(values) else self._statement(used, values).asking(used, values)

    def asking_made(self, **values: Value) -> Asking[list[Any]]:
        """What `make` makes of every row, for `together`."""
        used = connections[DEFAULT_DB_ALIAS]
        return _NOTHING if _is_empty(values) else self._statement(used, values).asking_made(used, values)

    def counting(self, **values: Value) -> Asking[int]:
        """How many rows there are, for `together`."""
        used = connections[DEFAULT_DB_ALIAS]
        return _NONE if _is_empty(values) else self._statement(used, values).counting(used, values)

    def _statement(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> _Statement:
        lengths = tuple([0 if type(each) is int else _length(each) for each in values.values()])
        key = (used.vendor, *values, lengths)
        if key not in self._statements:
            self._statements[key] = self._built(used, values, lengths)
        return self._statements[key]

    def _built(
        self, used: BaseDatabaseWrapper, values: dict[str, Value], lengths: tuple[int, ...]
    ) -> _Statement:
        place_of: dict[object, _Place] = {}
        stand_ins: dict[str, Any] = {}
        for (name, value), length in zip(values.items(), lengths, strict=True):
            places = range(len(place_of), len(place_of) + (length or 1))
            mine = [_stand_in(value, each) for each in places]
            kind = _Place if isinstance(mine[0], int) else _TextPlace
            adapted_ones = [adapted(used, each) for each in mine]
            place_of |= {each: kind(place) for each, place in zip(adapted_ones, places, strict=True)}
            stand_ins[name] = mine if length else mine[0]
        compiler = self._compiler(stand_ins)
        sql, params = compiler.as_sql()
        columns = [each[0] for each in compiler.select[: compiler.col_count]] if compiler.select else []
        converters = compiler.get_converters(columns)
        settled, left = _settled(sql, [place_of.get(each, each) for each in params])
        return _Statement(
            settled,
            left,
            lengths,
            _converter(converters, compiler.connection),
            make=self._make,
            model=compiler.query.model,
            width=len(columns),
        )

    def _compiler(self, stand_ins: dict[str, Any]) -> SQLCompiler:
        made: SQLCompiler = self._build(**stand_ins).query.get_compiler(DEFAULT_DB_ALIAS)
        return made


def _converter(
    converters: dict[int, tuple[list[Callable[..., Any]], Any]], used: BaseDatabaseWrapper
) -> Callable[[list[Row]], Any]:
    """What Django's compiler does to rows, without the compiler: it holds the whole query, for ever."""
    some = list(converters.items())

    def converted(found: list[Row]) -> Any:
        for row in map(list, found):
            for place, (each, expression) in some:
                for convert in each:
                    row[place] = convert(row[place], expression, used)
            yield row

    return converted if some else _as_found


def _as_found(found: list[Row]) -> Any:
    return found


@dataclass(frozen=True, slots=True)
class Asking(Generic[_T]):
    """A question for `together`: a statement of so many columns, what fills it, and what its rows say."""

    sql: str
    params: Sequence[Any]
    width: int
    read: Callable[[list[Row]], _T]

    def then(self, read: Callable[[_T], _U]) -> Asking[_U]:
        """The same question, of whose answer something else is made."""
        return Asking(self.sql, self.params, self.width, lambda rows: read(self.read(rows)))


def together(*asked: Asking[Any]) -> list[Any]:
    """The answer to each. SQLite is asked once, however many they are, and answers with one row of JSON.

    Between two rows SQLite lets other threads run, so one row is had sooner than many. There may be no
    bytes among the columns.
    """
    used = connections[DEFAULT_DB_ALIAS]
    there = [each for each in asked if each.sql]
    if used.vendor != "sqlite" or len(there) < 2:
        found = iter([ask(used, each.sql, each.params) for each in there])
    else:
        params = [each for one in there for each in one.params]
        (row,) = ask(used, _joined(*((each.sql, each.width) for each in there)), params)
        found = iter([list(map(tuple, orjson.loads(each))) for each in row])
    return [each.read(next(found) if each.sql else []) for each in asked]


def answered(asked: Asking[_T]) -> _T:
    """The answer to one question alone."""
    found: _T = together(asked)[0]
    return found


@lru_cache(maxsize=256)
def _joined(*statements: tuple[str, int]) -> str:
    """One statement with a column for each of several: its rows as a JSON array of arrays."""
    named, columns = [], []
    for number, (sql, width) in enumerate(statements):
        cells = ", ".join(f"c{each}" for each in range(width))
        named.append(f"q{number} ({cells}) AS ({sql})")
        columns.append(f"(SELECT json_group_array(json_array({cells})) FROM q{number})")  # noqa: S608 - our own words
    return f"WITH {', '.join(named)} SELECT {', '.join(columns)}"


_NOTHING: Asking[list[Row]] = Asking("", (), 0, list)
_NONE: Asking[int] = Asking("", (), 0, len)


class _Statement:
    """SQL and its parameters, some of which are places to be filled."""

    def __init__(
        self,
        sql: str,
        params: list[Any],
        lengths: tuple[int, ...],
        convert: Callable[[list[Row]], Any],
        *,
        make: Callable[[Row], Any],
        model: Any,
        width: int,
    ) -> None:
        self._sql, self._lengths, self._convert, self._model = sql, lengths, convert, model
        self._counting = f"SELECT COUNT(*) FROM ({sql}) AS counted"  # noqa: S608 - the SQL that Django made
        filled = sum(each or 1 for each in lengths)
        self._constants = [each for each in params if not isinstance(each, _Place)]
        after = count(filled)
        order = [int(each) if isinstance(each, _Place) else next(after) for each in params]
        self._in_order = itemgetter(*order) if len(order) > 1 else lambda flat: [flat[each] for each in order]
        self._width = width
        self._made_of = lru_cache(_REMEMBERED)(lambda row: make(*map(tuple, convert([row]))))

    def rows(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> list[Row]:
        return list(map(tuple, self._convert(ask(used, self._sql, self._filled(used, values)))))

    def made(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> list[Any]:
        return self._all_made(ask(used, self._sql, self._filled(used, values)))

    def _all_made(self, found: list[Row]) -> list[Any]:
        return list(map(self._made_of, found))

    def instances(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> list[Any]:
        columns = [each.attname for each in self._model._meta.concrete_fields]
        return [self._model.from_db(used.alias, columns, row) for row in self.rows(used, values)]

    def run(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> int:
        return write(used, self._sql, self._filled(used, values))

    def count(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> int:
        return _only(ask(used, self._counting, self._filled(used, values)))

    def asking(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> Asking[list[Row]]:
        return Asking(self._sql, self._filled(used, values), self._width, self._read)

    def asking_made(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> Asking[list[Any]]:
        return Asking(self._sql, self._filled(used, values), self._width, self._all_made)

    def counting(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> Asking[int]:
        return Asking(self._counting, self._filled(used, values), 1, _only)

    def _read(self, found: list[Row]) -> list[Row]:
        return list(map(tuple, self._convert(found)))

    def question(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> tuple[str, Sequence[Any]]:
        return self._sql, self._filled(used, values)

    def _filled(self, used: BaseDatabaseWrapper, values: dict[str, Value]) -> Sequence[Any]:
        flat: list[Any] = []
        for value, length in zip(values.values(), self._lengths, strict=True):
            if isinstance(value, int):  # no row has a larger number than the largest
                flat.append(value if -_LARGEST < value < _LARGEST else max(-_LARGEST, min(value, _LARGEST)))
            elif isinstance(value, (str, datetime)):
                flat.append(adapted(used, value))
            else:
                flat += value
                flat += repeat(value[-1], length - len(value))
        flat += self._constants
        filled: Sequence[Any] = self._in_order(flat)
        return filled


def _only(found: list[Row]) -> int:
    ((count,),) = found
    return int(count)


class _Place(int):
    """Where the whole number with this place among the values belongs."""

    __slots__ = ()


class _TextPlace(_Place):
    """Where the text or the time with this place among the values belongs."""

    __slots__ = ()


def _stand_in(value: Value, place: int) -> int | str | datetime:
    if isinstance(value, str):
        return f"\x01{place}"
    if isinstance(value, datetime):
        return _FIRST_TIME + timedelta(microseconds=place)
    return _FIRST_STAND_IN - place


def adapted(used: BaseDatabaseWrapper, value: Any) -> Any:
    """A value as it stands among a statement's parameters: SQLite keeps times as texts."""
    if not isinstance(value, datetime):
        return value
    if used.vendor == "sqlite" and value.tzinfo is used.timezone:
        return str(value.replace(tzinfo=None))  # what Django does, without looking so long at the zone
    return used.ops.adapt_datetimefield_value(value)


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
        if isinstance(param, _Place) or not isinstance(param, (str, int)):
            left.append(param)
            return "%s" if connection.vendor != "sqlite" else _OPAQUE[type(param)]
        return _literal(param).replace("%", "%%")

    return re.sub("%%|%s", settle, sql), left


def _literal(value: str | int) -> str:
    if isinstance(value, bool) and connection.vendor == "postgresql":
        return "TRUE" if value else "FALSE"
    return str(int(value)) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _is_empty(values: dict[str, Value]) -> bool:
    for value in values.values():  # noqa: SIM110 - asked before each statement: a generator takes thrice as long
        if not value and not isinstance(value, int):
            return True
    return False


def _length(value: Value) -> int:
    """0 for a single value; a list takes as many places as the next of the lengths has."""
    if isinstance(value, (int, str, datetime)):
        return 0
    return next((each for each in _LENGTHS if each >= len(value)), len(value))
