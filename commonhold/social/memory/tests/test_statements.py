"""What the front asks of SQLite over and over is taken apart by it once, whatever is filled in."""

from __future__ import annotations

from pathlib import Path

import pysqlite3
import pytest

from commonhold.ground.changes.reading.sqlite import SqliteReading

_ASKED = "SELECT name FROM loaf WHERE kind = ? AND name <> 'why?' AND id < ? ORDER BY id DESC LIMIT ?"


@pytest.fixture
def bakery(tmp_path: Path) -> SqliteReading:
    file = tmp_path / "bakery.sqlite3"
    tables = pysqlite3.connect(file, isolation_level=None)
    tables.executescript(
        """
        CREATE TABLE loaf (id INTEGER PRIMARY KEY, kind TEXT, name TEXT);
        CREATE INDEX loaf_kind ON loaf (kind);
        CREATE TABLE changes_change (id INTEGER PRIMARY KEY, kind TEXT, which INTEGER);
        """
    )
    tables.executemany(
        "INSERT INTO loaf (kind, name) VALUES (?, ?)", [(str(n % 3), f"{n}?") for n in range(99)]
    )
    tables.execute("ANALYZE")
    tables.close()
    return SqliteReading(str(file))


def test_a_statement_is_planned_once_for_all_values(bakery) -> None:
    looks: list[object] = []

    def look(*about: object) -> int:
        looks.append(about)
        return int(pysqlite3.SQLITE_OK)

    bakery._connection.set_authorizer(look)
    assert bakery.ask(_ASKED, ("0", 8, 2)) == [("6?",), ("3?",)]
    before = len(looks)
    assert before
    assert bakery.ask(_ASKED, (1, 12, 3)) == [("10?",), ("7?",), ("4?",)]
    assert len(looks) == before
