"""Django writes `%s` where SQLite wants `?`, and looks for them anew each time that a statement is asked.

For a statement of some kilobytes that takes longer than answering it does, so what was found is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from commonhold.house.sqlite.idle import IDLE

_KEPT = 512


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is not None:
            return super().convert_query(query, param_names=param_names)
        return _with_question_marks(query)


class DatabaseWrapper(base.DatabaseWrapper):
    def connect(self) -> None:
        """One that another thread laid down, if there is any: it is as a new one would be."""
        laid_down = IDLE.take(self.settings_dict["NAME"])
        if laid_down is None:
            self._open()
            return
        self.get_connection_params()  # which notes how a transaction begins
        self.connection = laid_down
        self.autocommit, self.run_on_commit = True, []
        self.in_atomic_block = self.needs_rollback = self.closed_in_transaction = self.errors_occurred = False
        self.savepoint_ids, self.atomic_blocks = [], []

    def close_if_unusable_or_obsolete(self) -> None:
        """At the bounds of each piece of work: what was used in it may serve another thread meanwhile."""
        if not IDLE.lends:
            super().close_if_unusable_or_obsolete()
        elif self.connection is not None and not self.in_atomic_block:
            self.close()

    def _open(self) -> None:
        try:
            super().connect()
        except BaseException:
            IDLE.miss(self.settings_dict["NAME"])
            raise

    def _close(self) -> None:
        is_fit = self.autocommit and not self.in_atomic_block
        if not IDLE.lay_down(self.settings_dict["NAME"], self.connection, is_fit=is_fit):
            super()._close()  # type: ignore[misc]  # Django's own

    def create_cursor(self, name: Any = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        mode: str = vars(self)["transaction_mode"] or ""
        self._do(f"BEGIN {mode}")

    def savepoint(self) -> str | None:
        """Django names each anew, and SQLite would then have to read each statement anew as well."""
        if not self._savepoint_allowed():  # type: ignore[attr-defined]  # Django's own
            return None
        self.savepoint_state += 1
        sid = f"{len(self.savepoint_ids)}_{self.savepoint_state}"
        self._savepoint(sid)
        return sid

    def _savepoint(self, sid: str) -> None:
        self._do(f"SAVEPOINT {_at(sid)}")

    def _savepoint_rollback(self, sid: str) -> None:
        self._do(f"ROLLBACK TO SAVEPOINT {_at(sid)}")

    def _savepoint_commit(self, sid: str) -> None:
        self._do(f"RELEASE SAVEPOINT {_at(sid)}")

    def _do(self, sql: str) -> None:
        """Each action begins and ends so; Django's layers around a statement take longer than these."""
        if self.force_debug_cursor or self.execute_wrappers:
            self.cursor().execute(sql)
            return
        with self.wrap_database_errors:
            self.connection.execute(sql)


def _at(sid: str) -> str:
    """By its depth: of several with a name SQLite means the innermost, and those before it are over."""
    return f"depth{sid.partition('_')[0]}"


@lru_cache(maxsize=_KEPT)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
