"""`commonhold migrate-to-postgres URL`: fill an empty PostgreSQL database with this co-op, and check it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3 as sqlite3
from django.conf import settings
from django.db import connection

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.installation.queries import must_be_founded
from commonhold.ground.refusal import Refusal
from commonhold.house import beside, startup
from commonhold.house.backup import databases
from commonhold.house.moving_over.rows import Column, Sum, for_postgresql
from commonhold.house.moving_over.target import Table, Target
from commonhold.house.progress import Progress
from commonhold.social.posts.index.table import vector_of

_TOGETHER = 2_000  # rows in one transaction
_WORDS = "posts_words"  # the index of words, which each database keeps in its own way


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "migrate-to-postgres",
        help="move to a PostgreSQL database",
        description="Stop the server first. Killed half way, the same command goes on where it was.",
    )
    parser.add_argument("url", metavar="URL", help="postgresql://… of an empty database")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    """`{ok, tables, rows, differing, ledger, serve_with}`; `differing`: tables that are another there."""
    here = must_be_founded()
    if connection.vendor != "sqlite":
        raise Refusal("This co-op is on PostgreSQL already. Nothing was changed.")
    target_settings = databases.settings_of(args.url, Path(settings.DATA_DIR))
    if databases.vendor_of(target_settings) != databases.POSTGRESQL:
        raise Refusal("The new database must be postgresql://…. Nothing was changed.")
    _prepare(args.url, target_settings)
    with closing(_held(Path(connection.settings_dict["NAME"]))) as source:
        with closing(databases.connected(target_settings)) as theirs:
            target = Target(theirs)
            if not target.is_begun():
                target.begin(here.record_origin)
            target.must_be_from(here.record_origin)
            differing, tables, rows = _carry_over(source, target)
            if differing:
                return Answer(_told(tables, rows, differing, ledger=None, url=args.url), ok=False)
            target.finish()
        _commonhold("migrate", url=args.url)
        ledger = _commonhold("ledger", "check", url=args.url)["ok"]
        if ledger:
            startup.note_moved(Path(settings.DATA_DIR))
    return Answer(_told(tables, rows, [], ledger=ledger, url=args.url), ok=ledger)


def _prepare(url: str, target: dict[str, Any]) -> None:
    """Make the tables, unless this was begun before."""
    try:
        with closing(databases.connected(target)) as asking:
            found = Target(asking)
            if found.is_begun():
                return
            tables = found.tables()
    except psycopg.OperationalError as error:
        raise Refusal(
            "The new database does not answer: {error}. Nothing was changed.", error=error
        ) from error
    if tables:
        raise Refusal(
            "The new database is not empty: it has {count} tables. Nothing was changed; name an empty one.",
            count=len(tables),
        )
    _commonhold("migrate", url=url)


def _carry_over(source: Any, target: Target) -> tuple[list[str], int, int]:
    """Names of tables that differ afterwards, how many tables there are, and how many rows."""
    progress, waiting = Progress(), target.waiting()
    differing, rows = [], 0
    there = {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for number, table in enumerate(waiting, 1):
        progress("tables", number, len(waiting))
        if table.name == _WORDS:
            rows += _carry_words(source, target, table)
            continue
        if table.name not in there:
            continue  # kept on PostgreSQL alone
        columns = _shared(source, table)
        if not table.is_done:
            _carry(source, target, table, columns)
        ours, theirs = Sum(), Sum()
        for row in _all(source, table, columns):
            ours.add(row, columns)
        for row in target.rows(table, columns):
            theirs.add(row, columns)
        rows += theirs.count
        if (ours.count, ours.hash) != (theirs.count, theirs.hash):
            differing.append(table.name)
    progress.end()
    return differing, len(waiting), rows


def _carry(source: Any, target: Target, table: Table, columns: Sequence[Column]) -> None:
    last, names = table.last_rowid, [each.name for each in columns]
    named = ", ".join(f'"{each}"' for each in names)
    asking = f'SELECT rowid, {named} FROM "{table.name}" WHERE rowid > ? ORDER BY rowid LIMIT {_TOGETHER}'  # noqa: S608 - names
    while batch := source.execute(asking, [last]).fetchall():
        last = batch[-1][0]
        rows = [
            [for_postgresql(value, each.kind) for value, each in zip(row[1:], columns, strict=True)]
            for row in batch
        ]
        target.write(table, names, rows, last)
    target.is_done(table)


def _carry_words(source: Any, target: Target, table: Table) -> int:
    """The index of words is made of the same words, in the other's form."""
    last, count = table.last_rowid, 0
    asking = f"SELECT rowid, words, marks FROM {_WORDS} WHERE rowid > ? ORDER BY rowid LIMIT {_TOGETHER}"  # noqa: S608 - its name
    while batch := source.execute(asking, [last]).fetchall():
        last = batch[-1][0]
        rows = [[post_id, vector_of(words.split(), marks.split())] for post_id, words, marks in batch]
        target.write(table, ["post_id", "words"], rows, last)
        count += len(rows)
    return count


def _shared(source: Any, table: Table) -> list[Column]:
    """Columns that both have; the other kind of database may keep one of its own."""
    ours = {row[1] for row in source.execute(f'PRAGMA table_info("{table.name}")')}
    return [each for each in table.columns if each.name in ours]


def _all(source: Any, table: Table, columns: Sequence[Column]) -> Iterator[tuple[Any, ...]]:
    named = ", ".join(f'"{each.name}"' for each in columns)
    yield from source.execute(f'SELECT {named} FROM "{table.name}"')  # noqa: S608 - names of columns


def _held(path: Path) -> Any:
    """The source, in which nobody else writes until it is closed. Raises Refusal while somebody does."""
    opened = sqlite3.connect(str(path), isolation_level=None, timeout=20)
    try:
        opened.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        opened.close()
        raise Refusal(
            "The server is still writing. Stop it, and run this again; nothing was changed."
        ) from error
    return opened


def _commonhold(*words: str, url: str) -> dict[str, Any]:
    """What another command says of the new database: settings are read once in each program."""
    where = ["--json", "--database", url, "--data", str(settings.DATA_DIR)]
    done = beside.run([*words, *where], os.environ)
    if not done.stdout.strip():
        raise Refusal("“{command}” failed: {said}", command=" ".join(words), said=done.stderr.strip()[-800:])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _told(tables: int, rows: int, differing: list[str], *, ledger: bool | None, url: str) -> dict[str, Any]:
    return {
        "ok": not differing and bool(ledger),
        "tables": tables,
        "rows": rows,
        "differing": differing,
        "ledger": ledger,
        "serve_with": f"--database {url}",
    }
