"""Short reads from a file of SQLite: whoever asks is told by the file itself whether anybody committed."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import lru_cache

import pysqlite3

from commonhold.ground.changes.reading.base import AT_ONCE, Changed, Row, TookTooLong, Turn

_LONGEST = 0.02  # seconds that a read may hold up its thread
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
#: Texts in a statement stay as they are.
_PLACE = re.compile(r"('(?:[^']|'')*')|\?")
_START = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-1000; PRAGMA foreign_keys=ON;"


class SqliteReading:
    """Reads over a raw connection of SQLite, which belongs to one thread. It can write nothing."""

    def __init__(self, path: str) -> None:
        self._connection = pysqlite3.connect(path, timeout=1, isolation_level=None, cached_statements=256)
        self._connection.executescript(_START)
        self._connection.set_progress_handler(self._is_late, _STEPS)
        self._ask = self._connection.execute
        self._deadline = float("inf")
        self._turn = Turn()
        self._version = -1
        self._newest = self._last()

    def ask(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """All rows. Raises TookTooLong."""
        self._deadline = time.monotonic() + _LONGEST
        try:
            rows: list[Row] = self._ask(_opaque(sql), params).fetchall()
        except pysqlite3.OperationalError as error:
            raise TookTooLong from error
        return rows

    def changed(self) -> Changed | None:
        """What others committed since the last look, one for each turn of a loop; None when nothing did."""
        if self._turn.is_served():
            return None
        try:
            return self._look()
        except TookTooLong:
            self._turn.forget()
            raise

    def close(self) -> None:
        self._connection.close()

    def _look(self) -> Changed | None:
        ((version,),) = self.ask("PRAGMA data_version")
        if version == self._version:
            return None
        rows = self.ask(
            "SELECT id, kind, which FROM changes_change WHERE id > ? ORDER BY id LIMIT ?",
            (self._newest, AT_ONCE),
        )
        missed = len(rows) == AT_ONCE or (bool(rows) and rows[0][0] != self._newest + 1)
        if not rows and self._newest > (newest := self._last()):
            missed, self._newest = True, newest
        elif rows:
            self._newest = self._last() if missed else rows[-1][0]
        self._version = version
        return Changed(missed, [] if missed else [(kind, which) for _id, kind, which in rows])

    def _last(self) -> int:
        ((last,),) = self.ask("SELECT COALESCE(MAX(id), 0) FROM changes_change")
        return int(last)

    def _is_late(self) -> int:
        return int(time.monotonic() > self._deadline)


@lru_cache(maxsize=512)
def _opaque(sql: str) -> str:
    """The statement with places into which SQLite does not look: it would plan anew for each value.

    A plus before a value changes nothing about it, whatever it is (sqlite.org/lang_expr.html).
    """
    return _PLACE.sub(lambda found: found[1] or "+?", sql)
