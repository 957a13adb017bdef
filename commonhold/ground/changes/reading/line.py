"""One connection to PostgreSQL that waits for no answer longer than it may.

It speaks through libpq (`psycopg.pq`): a prepared statement takes 12 µs of our processor so, and 46 by a
cursor; and only so it can leave a late answer to be thrown away another time.
"""

from __future__ import annotations

import logging
import re
import select
import time
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult
from psycopg.types.string import TextLoader

from commonhold.ground.changes.reading.base import Row, TookTooLong

log = logging.getLogger("commonhold.changes")

_LONGEST = 100  # milliseconds that PostgreSQL may work on one statement
_WAITED = 150  # milliseconds that a read may hold up its thread
_GIVEN_UP = 5.0  # seconds after which an answer comes no more
_DIALLED = 5  # seconds that it may take to connect
_START = (
    f"-c statement_timeout={_LONGEST} -c default_transaction_read_only=on -c jit=off"
    " -c plan_cache_mode=force_generic_plan -c timezone=UTC -c application_name=commonhold-front"
)
#: Broken off, and refused to a transaction that only reads.
_EXPECTED = {b"57014", b"25006"}
_TOLD_AS_TEXT = ("json", "jsonb", "date")
#: What SQLite calls otherwise, or alone has. Texts in the statement stay as they are.
_WORDS = {
    "json_group_array": "json_agg",
    "json_array": "json_build_array",
    "NOT INDEXED": "",
}
_DIALECT = re.compile(r"'(?:[^']|'')*'|\?|\bINDEXED BY \w+|" + "|".join(rf"\b{each}\b" for each in _WORDS))


class Broken(TookTooLong):
    """Nothing will come over this connection any more."""


class Line:
    """A connection that can only read. Raises psycopg.Error where nobody answers."""

    def __init__(self, params: dict[str, Any]) -> None:
        known = {"connect_timeout": _DIALLED} | params
        self._connection = psycopg.connect(**known, options=_START, autocommit=True)
        for each in _TOLD_AS_TEXT:
            self._connection.adapters.register_loader(each, TextLoader)
        self._connection.adapters.register_loader("timestamptz", _InUtc)
        self._pg = self._connection.pgconn
        self._rows = Transformer(self._connection)
        self._poll = select.poll()
        self._poll.register(self._pg.socket, select.POLLIN)
        self._names: dict[str, bytes] = {}
        self._tried = 0
        self._owed_since: float | None = None

    def ask(self, sql: str, params: Sequence[object]) -> list[Row]:
        """All rows. Raises TookTooLong, and Broken when it is of no use any more."""
        try:
            self._settle()
            name = self._names.get(sql) or self._prepare(sql)
            self._pg.send_query_prepared(name, [_written(each) for each in params])
            result = self._result()
        except psycopg.Error as error:
            raise Broken(str(error)) from error
        self._rows.set_pgresult(result)
        return self._rows.load_rows(0, result.ntuples, tuple)

    def close(self) -> None:
        self._connection.close()

    def _prepare(self, sql: str) -> bytes:
        """Under a new name each time: whether a late one came about, nobody knows."""
        self._tried += 1
        name = b"front%d" % self._tried
        self._pg.send_prepare(name, as_postgresql(sql).encode())
        self._result()
        self._names[sql] = name
        return name

    def _settle(self) -> None:
        """Throw away what came too late; until it is there, nothing else can be asked."""
        if self._owed_since is None:
            return
        self._pg.consume_input()
        while not self._pg.is_busy():
            if self._pg.get_result() is None:
                self._owed_since = None
                return
        if time.monotonic() - self._owed_since > _GIVEN_UP:
            raise Broken("no answer came")
        raise TookTooLong("an earlier answer is still to come")

    def _result(self) -> PGresult:
        """The result of what was sent. Raises TookTooLong and Broken."""
        pg, found = self._pg, None
        while True:
            if pg.is_busy():
                if not self._poll.poll(_WAITED):
                    self._owed_since = time.monotonic()
                    raise TookTooLong("no answer within the time")
                pg.consume_input()
            elif (result := pg.get_result()) is not None:
                found = result
            else:
                break
        if found is None or pg.status != ConnStatus.OK:
            raise Broken("the connection is gone")
        if found.status not in {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}:
            why = found.error_message.decode(errors="replace")
            if found.error_field(DiagnosticField.SQLSTATE) not in _EXPECTED:
                log.warning("A read for the front failed: %s", why)
            raise TookTooLong(why)
        return found


class _InUtc(TextLoader):
    """A time without its zone."""

    def load(self, data: Buffer) -> str | bytes:
        return bytes(data).decode().removesuffix("+00")


def as_postgresql(sql: str) -> str:
    """SQL as SQLite has it, in PostgreSQL's words."""
    count = 0

    def word(found: re.Match[str]) -> str:
        nonlocal count
        if found[0].startswith("'"):
            return found[0]
        if found[0] == "?":
            count += 1
            return f"${count}"
        return _WORDS.get(found[0], "")

    return _DIALECT.sub(word, sql)


def _written(value: object) -> bytes | None:
    """As text, whose type PostgreSQL sees from the place. Raises TookTooLong for one that it cannot hold."""
    if value is None:
        return None
    written = str(value).encode()
    if b"\0" in written:
        raise TookTooLong("no text holds a zero byte")
    return written
