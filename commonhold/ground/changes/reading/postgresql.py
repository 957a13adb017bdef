"""Short reads from PostgreSQL: snapshots say what was committed since the last look (docs/adr/0022).

When the connection breaks, reads are broken off until another is made, by a thread that may wait; whoever
kept anything then begins anew.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import psycopg

from commonhold.ground.changes.reading.base import AT_ONCE, Changed, Row, TookTooLong, Turn
from commonhold.ground.changes.reading.line import Broken, Line

_NOT_OURS = {"context", "cursor_factory", "prepare_threshold", "options", "autocommit"}
_PAUSE = 0.5  # seconds between two attempts to connect

_NOW = "SELECT pg_current_snapshot()::text"
#: What the look before did not see and this one does; and a row without a kind, if anything older is kept.
_SINCE = """
    (SELECT kind, which FROM changes_change WHERE written_by >= ?::xid8 AND written_by < ?::xid8
        AND NOT pg_visible_in_snapshot(written_by, ?::pg_snapshot) LIMIT ?)
    UNION ALL (SELECT NULL, 0 FROM changes_change WHERE written_by < ?::xid8 ORDER BY written_by DESC LIMIT 1)
"""


class PostgresqlReading:
    """Reads over a connection of its own, which belongs to one thread. It can write nothing."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._params = {name: value for name, value in params.items() if name not in _NOT_OURS}
        self._line: Line | None = None
        self._dialled: Line | None = None
        self._dialling: threading.Thread | None = None
        self._dialled_at = float("-inf")
        self._is_closed = False
        self._turn = Turn()
        self._seen: str | None = None
        self._dial()
        if self._dialled is not None:
            self._line, self._dialled = self._dialled, None
            with suppress(TookTooLong):
                self._seen = self._now()

    def ask(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """All rows. Raises TookTooLong."""
        line = self._line
        if line is None:
            self._dial_apart()
            raise TookTooLong("there is no connection")
        try:
            return line.ask(sql, params)
        except Broken:
            self._line = self._seen = None
            line.close()
            self._dial_apart()
            raise

    def changed(self) -> Changed | None:
        """What others committed since the last look; None when nothing did. Raises TookTooLong.

        In an event loop, one look serves all calls that waited when it began: the next turn looks again.
        """
        if self._turn.is_served():
            return None
        try:
            return self._look()
        except TookTooLong:
            self._turn.forget()
            raise

    def close(self) -> None:
        self._is_closed = True
        for each in (self._line, self._dialled):
            if each is not None:
                each.close()
        self._line = self._dialled = None

    def _look(self) -> Changed | None:
        if self._line is None and self._dialled is not None:
            self._line, self._dialled = self._dialled, None
        if self._seen is None:
            self._seen = self._now()
            return Changed(True, [])
        now, before = self._now(), self._seen
        if now == before:
            return None
        oldest, newest = before.partition(":")[0], now.split(":")[1]
        rows = self.ask(_SINCE, (oldest, newest, before, AT_ONCE, oldest))
        self._seen = now
        what = [(kind, which) for kind, which in rows if kind is not None]
        if len(what) == len(rows) or len(what) == AT_ONCE:
            return Changed(True, [])
        return Changed(False, what) if what else None

    def _now(self) -> str:
        ((now,),) = self.ask(_NOW)
        return str(now)

    def _dial_apart(self) -> None:
        """In a thread, which may wait; one at a time, and not again at once."""
        is_busy = self._dialling is not None and self._dialling.is_alive()
        if is_busy or self._is_closed or time.monotonic() < self._dialled_at + _PAUSE:
            return
        self._dialled_at = time.monotonic()
        self._dialling = threading.Thread(target=self._dial, name="front-dials", daemon=True)
        self._dialling.start()

    def _dial(self) -> None:
        try:
            line = Line(self._params)
        except psycopg.Error:
            return
        if self._is_closed:
            line.close()
        else:
            self._dialled = line
