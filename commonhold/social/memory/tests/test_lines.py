"""Lines in memory say the same as the tables, whatever comes, goes, and is dropped from memory meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pysqlite3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.ground.changes.reading.sqlite import SqliteReading
from commonhold.ground.ids import LARGEST
from commonhold.social.memory import lines as lines_module
from commonhold.social.memory.lines import Lines

_TABLES = """
    CREATE TABLE posts_post (id INTEGER PRIMARY KEY, author_id INTEGER);
    CREATE TABLE posts_boost (id INTEGER PRIMARY KEY, person_id INTEGER, post_id INTEGER);
    CREATE TABLE changes_change (id INTEGER PRIMARY KEY, kind TEXT, which INTEGER);
"""
_DEED = st.tuples(st.sampled_from(["say", "boost", "take back", "read"]), st.integers(1, 60))
_SHE, _HER_PEOPLE = 7, frozenset({0, 2, 9})
_DEEDS = st.lists(_DEED, min_size=5, max_size=60)


class Village:
    """Tables of two columns, and what is in memory of them."""

    def __init__(self, file: Path) -> None:
        self.tables = pysqlite3.connect(file, isolation_level=None)
        self.tables.executescript(_TABLES)
        self.reading, self.lines = SqliteReading(str(file)), Lines()

    def do(self, deed: str, place: int) -> None:
        if deed == "say":
            self._write("INSERT OR IGNORE INTO posts_post VALUES (?, ?)", (2 * place, place % 5), 2 * place)
        elif deed == "boost":
            row = (2 * place + 1, place % 3, 2)
            self._write("INSERT OR IGNORE INTO posts_boost VALUES (?, ?, ?)", row, row[0])
        elif deed == "take back":
            self._write("DELETE FROM posts_boost WHERE id = ?", (2 * place + 1,), 2 * place + 1)
        else:
            assert self.read(below=place * 3) == self.told(below=place * 3)

    def read(self, *, below: int, most: int = 30) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        for block, length in self.lines.below(self.reading, below):
            hers = [at for at, who in enumerate(block.who) if who in _HER_PEOPLE]
            assert self.lines.of(block, _HER_PEOPLE, _SHE).tolist() == hers
            found += [(block.places[at], block.who[at], block.posts[at]) for at in reversed(range(length))]
            if len(found) >= most:
                break
        return found[:most]

    def told(self, *, below: int, most: int = 30) -> list[tuple[int, int, int]]:
        rows: list[tuple[int, int, int]] = self.tables.execute(
            "SELECT id, author_id, 0 FROM posts_post WHERE id < ? UNION ALL"
            " SELECT id, person_id, post_id FROM posts_boost WHERE id < ? ORDER BY 1 DESC LIMIT ?",
            (below, below, most),
        ).fetchall()
        return rows

    def _write(self, sql: str, row: tuple[int, ...], place: int) -> None:
        if self.tables.execute(sql, row).rowcount:
            self.lines.changed(self.reading, place)


@pytest.fixture
def short_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "_LENGTH", 4)
    monkeypatch.setattr(lines_module, "_MOST", 3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=_DEEDS)
def test_whatever_happens_the_lines_are_those_of_the_tables(deeds, short_blocks, tmp_path_factory) -> None:
    village = Village(tmp_path_factory.mktemp("lines") / "tables.sqlite3")
    for deed, place in deeds:
        village.do(deed, place)
        assert village.read(below=LARGEST) == village.told(below=LARGEST)


def test_what_is_filled_into_a_statement_has_it_planned_no_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned: list[object] = []

    def watched(file: str, **settings: Any) -> Any:
        made = connect(file, **settings)
        made.set_authorizer(note)
        return made

    def note(*what: object) -> int:
        planned.append(what)
        return int(pysqlite3.SQLITE_OK)

    connect = pysqlite3.connect
    tables = connect(tmp_path / "village.sqlite3", isolation_level=None)
    tables.executescript(_TABLES)
    tables.executemany("INSERT INTO posts_post VALUES (?, 1)", [(each,) for each in range(1, 200)])
    tables.execute("ANALYZE")
    tables.close()
    monkeypatch.setattr(pysqlite3, "connect", watched)
    reading = SqliteReading(str(tmp_path / "village.sqlite3"))
    asked = "SELECT id, '?' FROM posts_post WHERE id < ? ORDER BY id DESC LIMIT ?"
    assert reading.ask(asked, (100, 2)) == [(99, "?"), (98, "?")]
    planned.clear()
    assert reading.ask(asked, (4, 3)) == [(3, "?"), (2, "?"), (1, "?")]
    assert planned == []
    reading.close()
