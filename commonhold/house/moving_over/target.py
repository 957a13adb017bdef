"""The PostgreSQL database that is filled: its tables, what steps aside meanwhile, and how far it is.

`moving_over` is a table of ours there, until all is done: how far each table is, and what must stand again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from commonhold.ground.refusal import Refusal
from commonhold.house.moving_over.rows import Column

_BEGIN = """
    CREATE TABLE moving_over (name text PRIMARY KEY, last_rowid bigint NOT NULL DEFAULT 0,
                              is_done boolean NOT NULL DEFAULT false);
    CREATE TABLE moving_over_keys (name text PRIMARY KEY, of_table text NOT NULL, definition text NOT NULL);
    CREATE TABLE moving_over_from (origin text NOT NULL);
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_KEYS = """
    INSERT INTO moving_over_keys
    SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
_TRIGGERS = """
    SELECT tgname, tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
"""
_COLUMNS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position
"""
_SEQUENCES = """
    SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
    FROM information_schema.columns
    WHERE table_schema = current_schema()
      AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
"""
OURS = {"moving_over", "moving_over_keys", "moving_over_from"}


@dataclass(frozen=True)
class Table:
    name: str
    columns: Sequence[Column]
    last_rowid: int
    is_done: bool


class Target:
    """`connection` commits when told to."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def is_begun(self) -> bool:
        return "moving_over" in self.tables()

    def tables(self) -> set[str]:
        return {name for (name,) in self._ask(_TABLES)}

    def begin(self, origin: str) -> None:
        """Have keys and triggers step aside, and what migrating wrote go, in one transaction."""
        self._do(_BEGIN)
        self._connection.execute("INSERT INTO moving_over_from VALUES (%s)", [origin])
        self._do(_KEYS)
        for name, table in self._ask("SELECT name, of_table FROM moving_over_keys"):
            self._do(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, table in self._ask(_TRIGGERS):
            self._do(f'DROP TRIGGER "{name}" ON {table}')
        for name in sorted(self.tables() - OURS - {"django_migrations"}):
            self._do(f'DELETE FROM "{name}"')  # noqa: S608 - names of tables
            self._connection.execute("INSERT INTO moving_over (name) VALUES (%s)", [name])
        self._connection.commit()

    def must_be_from(self, origin: str) -> None:
        ((kept,),) = self._ask("SELECT origin FROM moving_over_from")
        if kept != origin:
            raise Refusal(
                "That database is being filled from another co-op, {kept}. Nothing was changed.", kept=kept
            )

    def waiting(self) -> list[Table]:
        """Every table with its columns, those that are done too, by name."""
        columns: dict[str, list[Column]] = {}
        for table, name, kind in self._ask(_COLUMNS):
            columns.setdefault(table, []).append(Column(name, kind))
        rows = self._ask("SELECT name, last_rowid, is_done FROM moving_over ORDER BY name")
        return [Table(name, columns[name], last, done) for name, last, done in rows]

    def write(
        self, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]], last_rowid: int
    ) -> None:
        """These rows and how far that is, in one transaction: after a crash neither or both."""
        named = ", ".join(f'"{each}"' for each in names)
        copying = f'COPY "{table.name}" ({named}) FROM STDIN'
        with self._connection.cursor() as cursor, cursor.copy(copying.encode()) as copy:
            for row in rows:
                copy.write_row(row)
        self._connection.execute(
            "UPDATE moving_over SET last_rowid = %s WHERE name = %s", [last_rowid, table.name]
        )
        self._connection.commit()

    def is_done(self, table: Table) -> None:
        self._connection.execute("UPDATE moving_over SET is_done = true WHERE name = %s", [table.name])
        self._connection.commit()

    def rows(self, table: Table, columns: Sequence[Column]) -> Iterator[tuple[Any, ...]]:
        # JSON as its text: the driver would make of it what it makes of words.
        named = ", ".join(f'"{each.name}"{"::text" if each.kind == "jsonb" else ""}' for each in columns)
        with self._connection.cursor(name="all_rows") as cursor:
            cursor.execute(f'SELECT {named} FROM "{table.name}"'.encode())  # noqa: S608 - names of columns
            yield from cursor
        self._connection.rollback()

    def finish(self) -> None:
        """Sequences go on behind the last number, keys hold again: over every row, or nothing is finished."""
        for table, column, sequence in self._ask(_SEQUENCES):
            largest = f'SELECT coalesce(max("{column}"), 0) + 1 FROM "{table}"'  # noqa: S608 - names
            self._do(f"SELECT setval('{sequence}', ({largest}), false)")
        for name, table, definition in self._ask("SELECT name, of_table, definition FROM moving_over_keys"):
            self._do(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        for name in sorted(OURS):
            self._do(f"DROP TABLE {name}")
        self._connection.commit()

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql.encode()).fetchall()

    def _do(self, sql: str) -> None:
        self._connection.execute(sql.encode())
