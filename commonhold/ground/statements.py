"""Statements that are asked very often, without the layers that watch over each one in Django.

PostgreSQL prepares what is asked a few times over one connection: planning some of them takes longer than
answering does. Django writes the values into the text instead, and has all of it read and planned anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter, methodcaller
from typing import Any
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

#: So many stay prepared for one connection to PostgreSQL.
_PREPARED = 400

_UNKNOWN: tuple[Any, int, Any] = (None, 0, None)
_Take = Callable[[Any], Any]


def write(used: BaseDatabaseWrapper, sql: str, params: Sequence[Any]) -> int:
    """How many rows a statement wrote, without those that triggers wrote."""
    return int(_executed(used, sql, params, attrgetter("rowcount")))


def ask(used: BaseDatabaseWrapper, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows as the database gives them."""
    rows: list[tuple[Any, ...]] = _executed(used, sql, params, methodcaller("fetchall"))
    return rows


def _executed(used: BaseDatabaseWrapper, sql: str, params: Sequence[Any], take: _Take) -> Any:
    """What `take` takes of the cursor."""
    used.close_if_health_check_failed()
    if used.execute_wrappers or used.force_debug_cursor or used.connection is None:
        with used.cursor() as cursor:
            cursor.execute(sql, params)
            return take(cursor)
    used.validate_no_broken_transaction()
    if used.vendor == "sqlite":
        with used.wrap_database_errors:
            return take(used.connection.execute(with_question_marks(sql), params))
    try:
        return _by_prepared(used, sql, params, take)
    except NotSupportedError as error:
        _tables.note_change()
        if used.in_atomic_block:
            raise OperationalError("Tables were changed meanwhile, and nothing was written.") from error
    return _by_prepared(used, sql, params, take)


class _Tables:
    """How often it was noticed here that tables are others than those for which statements were prepared.

    As when a newer release widens a column while this one serves. One statement then fails, once for a
    process: from there on each of its connections forgets what it had prepared, before it is used again.
    """

    def __init__(self) -> None:
        self._changes = 0
        #: A connection, the changes for which it prepared what it did, and its cursor.
        self._known: WeakKeyDictionary[Any, tuple[Any, int, Any]] = WeakKeyDictionary()

    def note_change(self) -> None:
        self._changes += 1

    def cursor_of(self, used: Any) -> Any:
        """The one cursor of a connection: a third of a statement's cost is making one.

        What the connection prepared before the last change it prepares anew.
        """
        line, changes, cursor = self._known.get(used, _UNKNOWN)
        if line is used.connection and changes == self._changes:
            return cursor
        if line is not used.connection:
            line = used.connection
            line.prepared_max, cursor = _PREPARED, used.Database.Cursor(line)
        else:
            line.execute("DEALLOCATE ALL")
        self._known[used] = line, self._changes, cursor
        return cursor


_tables = _Tables()


def _by_prepared(used: Any, sql: str, params: Sequence[Any], take: _Take) -> Any:
    """It is left to PostgreSQL to fill in the values."""
    with used.wrap_database_errors:
        cursor = _tables.cursor_of(used)
        cursor.execute(sql, params)
        return take(cursor)


@lru_cache(maxsize=512)
def with_question_marks(sql: str) -> str:
    """SQLite's own way to write places; a prepared statement has no `%s` but those."""
    return re.sub("(?<!%)%s", "?", sql).replace("%%", "%")
