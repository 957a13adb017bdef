"""A database as it was at one moment, copied while others go on writing; and laid down again elsewhere.

SQLite by its own online backup, PostgreSQL by pg_dump over an exported snapshot, so that the rows that are
counted are those that were copied. Both by connections of our own: nothing here needs Django.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pysqlite3 as sqlite3

from commonhold.ground.refusal import Refusal
from commonhold.house.backup.snapshot import Record
from commonhold.house.database import database_settings

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILE = "commonhold.sqlite3"  # of the data folder, and in a backup
DUMP = "database"  # a backup's folder with what pg_dump wrote
_OURS = """
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
"""
_THEIRS = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_PLACE = "SELECT public_url FROM installation_installation"
_SIGNED = "SELECT size, root FROM record_checkpoint ORDER BY size DESC LIMIT 1"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Facts:
    """What a database says of itself at that moment."""

    vendor: str
    rows: dict[str, int]
    migrations: tuple[str, ...]
    public_url: str
    record: Record | None


def vendor_of(settings: Mapping[str, Any]) -> str:
    return POSTGRESQL if "postgresql" in settings["ENGINE"] else SQLITE


def settings_of(url: str | None, data: Path) -> dict[str, Any]:
    """As the house's settings. Raises Refusal for what is no database's address."""
    try:
        return database_settings(url, data)
    except ValueError as error:
        raise Refusal("{error}. Nothing was changed.", error=error) from error


@contextmanager
def copied(settings: Mapping[str, Any], scratch: Path) -> Iterator[tuple[Facts, list[tuple[Path, str]]]]:
    """The facts, and each file of the copy with the path under which a backup keeps it."""
    if vendor_of(settings) == SQLITE:
        copy = scratch / FILE
        _copy_sqlite(Path(settings["NAME"]), copy)
        yield facts(settings, copy), [(copy, FILE)]
        copy.unlink()
        return
    folder = scratch / DUMP
    with connected(settings) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        told = _facts(POSTGRESQL, lambda sql: connection.execute(sql.encode()).fetchall())
        _postgres_tool(
            "pg_dump", settings, "--format=directory", "--compress=0", "--no-owner", "--no-privileges",
            f"--snapshot={snapshot}", f"--file={folder}",
        )  # fmt: skip
    yield told, [(each, f"{DUMP}/{each.name}") for each in sorted(folder.iterdir())]
    shutil.rmtree(folder)


def facts(settings: Mapping[str, Any], file: Path | None = None) -> Facts:
    """Of a database that stands still; `file` instead of that of the settings."""
    if vendor_of(settings) == SQLITE:
        with closing(_opened(file or Path(settings["NAME"]))) as connection:
            return _facts(SQLITE, lambda sql: connection.execute(sql).fetchall())
    with connected(settings) as connection:
        return _facts(POSTGRESQL, lambda sql: connection.execute(sql.encode()).fetchall())


def must_be_empty(settings: Mapping[str, Any]) -> None:
    """Raises Refusal where a database holds a table already, or can't be asked."""
    if vendor_of(settings) == SQLITE:
        if Path(settings["NAME"]).exists():
            raise Refusal(
                "There is a database at {name} already. Nothing was changed.", name=settings["NAME"]
            )
        return
    try:
        with connected(settings) as connection:
            tables = connection.execute(_THEIRS).fetchall()
    except _driver().OperationalError as error:
        raise Refusal("The database does not answer: {error}. Nothing was changed.", error=error) from error
    if tables:
        raise Refusal(
            "The database {name} is not empty: it has {count} tables. Nothing was changed; "
            "name an empty one.",
            name=settings["NAME"],
            count=len(tables),
        )


def lay_down(settings: Mapping[str, Any], folder: Path) -> None:
    """Fill an empty PostgreSQL database with what pg_dump wrote into this folder."""
    _postgres_tool(
        "pg_restore", settings, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        f"--dbname={settings['NAME']}", str(folder),
    )  # fmt: skip


@contextmanager
def scratch_database(settings: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """A new database on the same server, gone afterwards. Raises Refusal where the role may make none."""
    try:
        with connected(settings, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
    except _driver().Error as error:
        raise Refusal(
            "No database could be made to try the backup in: {error}. Give this role CREATEDB, or name a "
            "server where it may with --scratch postgresql://….",
            error=error,
        ) from error
    try:
        yield {**settings, "NAME": name}
    finally:
        with connected(settings, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def url_of(settings: Mapping[str, Any]) -> str:
    """The address by which the console is told of this database."""
    if vendor_of(settings) == SQLITE:
        return f"sqlite:///{settings['NAME']}"
    said = {
        name: quote(str(settings.get(name) or ""), safe="") for name in ("USER", "PASSWORD", "HOST", "NAME")
    }
    secret = f":{said['PASSWORD']}" if said["PASSWORD"] else ""
    port = f":{settings['PORT']}" if settings.get("PORT") else ""
    return f"postgresql://{said['USER']}{secret}@{said['HOST']}{port}/{said['NAME']}"


def _facts(vendor: str, ask: Ask) -> Facts:
    tables = sorted(str(name) for (name,) in ask(_OURS if vendor == SQLITE else _THEIRS))
    rows = {name: int(ask(f'SELECT count(*) FROM "{name}"')[0][0]) for name in tables}  # noqa: S608 - their names
    signed = ask(_SIGNED) if "record_checkpoint" in rows else []
    here = ask(_PLACE) if "installation_installation" in rows else []
    done = ask(_MIGRATIONS) if "django_migrations" in rows else []
    return Facts(
        vendor=vendor,
        rows=rows,
        migrations=tuple(str(name) for (name,) in done),
        public_url=str(here[0][0]) if here else "",
        record=Record(int(signed[0][0]), bytes(signed[0][1]).hex()) if signed else None,
    )


def _copy_sqlite(source: Path, target: Path) -> None:
    """In one reading transaction: whoever writes goes on, and nothing of that is half in the copy."""
    if not source.exists():
        raise Refusal("There is no database at {name}. Nothing was written.", name=source)
    with closing(_opened(source)) as reading, closing(sqlite3.connect(str(target))) as writing:
        reading.backup(writing, pages=-1)
        # One file that needs no second one beside it; serving makes it a WAL database again.
        writing.execute("PRAGMA journal_mode=DELETE")


def _opened(path: Path) -> Any:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=20)


def _driver() -> ModuleType:
    import psycopg  # noqa: PLC0415 - takes a while to load, and most co-ops have no PostgreSQL

    return psycopg


def connected(settings: Mapping[str, Any], *, autocommit: bool = False) -> Any:
    given = {
        "dbname": settings["NAME"],
        "user": settings.get("USER"),
        "password": settings.get("PASSWORD"),
        "host": settings.get("HOST"),
        "port": settings.get("PORT"),
    }
    return _driver().connect(**{name: value for name, value in given.items() if value}, autocommit=autocommit)


def _postgres_tool(tool: str, settings: Mapping[str, Any], *words: str) -> None:
    found = shutil.which(tool)
    if found is None:
        raise Refusal(
            "{tool} is not installed, and a backup of PostgreSQL needs it: apt install postgresql-client.",
            tool=tool,
        )
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    told = {name: str(settings[key]) for name, key in names.items() if settings.get(key)}
    done = subprocess.run(  # noqa: S603 - words of ours
        [found, *words], env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refusal("{tool} failed: {said}", tool=tool, said=done.stderr.strip()[-800:])
