"""Django writes `%s` where SQLite wants `?`, and looks for them anew each time that a statement is asked.

For a statement of some kilobytes that takes longer than answering it does, so what was found is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

_KEPT = 512


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is not None:
            return super().convert_query(query, param_names=param_names)
        return _with_question_marks(query)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: Any = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        mode: str = vars(self)["transaction_mode"] or ""
        if self.queries_logged or self.execute_wrappers:
            self.cursor().execute(f"BEGIN {mode}")
            return
        # Each action begins so; Django's layers around a statement take longer than this one.
        with self.wrap_database_errors:
            self.connection.execute(f"BEGIN {mode}")


@lru_cache(maxsize=_KEPT)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
