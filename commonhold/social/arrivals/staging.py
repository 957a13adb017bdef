"""The copies laid side by side in a database of their own, to be asked without holding them all.

It is made anew whenever it is needed. Its file has no name once it is open, so that nothing of it stays,
whatever happens to us.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from commonhold.social.arrivals.copies import COPIES, is_number, rows_of
from commonhold.social.arrivals.refusals import CopyUnreadable

_AT_ONCE = 1000
_INDEXES = {
    "users": ("account_id",),
    "statuses": ("account_id",),
    "media_attachments": ("status_id",),
    "list_accounts": ("list_id",),
    "follows": ("account_id",),
    "blocks": ("account_id",),
    "mutes": ("account_id",),
    "account_warnings": ("target_account_id",),
}


class Staging:
    """Rows come as `sqlite3.Row`, by the names of their columns."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000;"
        )

    def lay(self, folder: Path) -> None:
        """Lay all copies down. Raises a Refusal that names the file and the line."""
        for table, copy in COPIES.items():
            columns = ", ".join(f"{each} {'INTEGER' if is_number(each) else 'TEXT'}" for each in copy.columns)
            key = ", PRIMARY KEY (id) ON CONFLICT IGNORE" if "id" in copy.needed else ""
            self._db.execute(f"CREATE TABLE {table} ({columns}{key})")
            places = ", ".join("?" * len(copy.columns))
            statement = f"INSERT INTO {table} VALUES ({places})"  # noqa: S608 - our own names
            rows = rows_of(folder, table)
            while some := list(islice(rows, _AT_ONCE)):
                self._db.executemany(statement, some)
            for column in _INDEXES.get(table, ()):
                self._db.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")
        self._db.commit()

    def ask(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a statement that finds few."""
        return self._db.execute(statement, values).fetchall()

    def one(self, statement: str, *values: object) -> Any:
        """The first column of the first row; None where there is none."""
        row = self._db.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def each(self, statement: str, *values: object) -> Generator[sqlite3.Row]:
        """Row after row, of a statement that finds many."""
        yield from self._db.execute(statement, values)

    def close(self) -> None:
        """Nothing of it stays."""
        self._db.close()


@contextmanager
def staged(folder: Path) -> Iterator[Staging]:
    """The copies of a folder, for as long as they are asked. Raises what reading them raises."""
    try:
        staging = _nameless()
    except (OSError, sqlite3.Error) as trouble:
        raise CopyUnreadable(str(trouble)) from trouble
    try:
        try:
            staging.lay(folder)
        except (OSError, sqlite3.Error) as trouble:
            raise CopyUnreadable(str(trouble)) from trouble
        yield staging
    finally:
        staging.close()


def _nameless() -> Staging:
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="community-", dir=data)
    os.close(handle)
    try:
        return Staging(Path(name))
    finally:
        Path(name).unlink()


def marks(values: Sequence[object]) -> str:
    """As many places of a statement."""
    return ", ".join("?" * len(values))
