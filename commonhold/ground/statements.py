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
        self._known: WeakKeyDictionary[Any, int] = WeakKeyDictionary()

    def note_change(self) -> None:
        self._changes += 1

    def forget_of_old(self, line: Any) -> None:
        """Have this connection, unless it is new, prepare anew what it prepared before the last change."""
        known = self._known.get(line)
        if known == self._changes:
            return
        if known is None:
            line.prepared_max = _PREPARED
        else:
            line.execute("DEALLOCATE ALL")
        self._known[line] = self._changes


_tables = _Tables()


def _by_prepared(used: Any, sql: str, params: Sequence[Any], take: _Take) -> Any:
    """It is left to PostgreSQL to fill in the values."""
    with used.wrap_database_errors:
        _tables.forget_of_old(used.connection)
        with used.Database.Cursor(used.connection) as cursor:
            cursor.execute(sql, params)
            return take(cursor)


@lru_cache(maxsize=512)
def with_question_marks(sql: str) -> str:
    """SQLite's own way to write places; a prepared statement has no `%s` but those."""
    return re.sub("(?<!%)%s", "?", sql).replace("%%", "%")
