"""The copies of tables that an operator makes of her old server: which there are, and reading them.

Mastodon's tables and columns, as its public schema names them (docs.joinmastodon.org/dev; db/schema.rb). What
we know of each column is all that we read; any other is passed over.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commonhold.social.arrivals.refusals import ColumnsMissing, HalfAFile, NotACopy, NotUnicode, WrongValue

_LONGEST_FIELD = 4_000_000


@dataclass(frozen=True)
class Copy:
    """A table. `needed` columns must be there; those that are only `used` may be absent, and are empty then.

    Columns called `id` or ending in `_id` hold whole numbers.
    """

    needed: tuple[str, ...]
    used: tuple[str, ...] = ()
    must_be_there: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.needed, *self.used)


COPIES: Mapping[str, Copy] = {
    "accounts": Copy(
        ("id", "username", "domain", "created_at"),
        (
            *("display_name", "note", "fields", "locked", "discoverable", "indexable", "suspended_at"),
            *("actor_type", "private_key", "uri", "url", "inbox_url", "shared_inbox_url", "followers_url"),
            *("avatar_file_name", "header_file_name", "public_key"),
        ),
        must_be_there=True,
    ),
    "users": Copy(("account_id", "email"), ("confirmed_at", "approved", "disabled"), must_be_there=True),
    "statuses": Copy(
        ("id", "account_id", "text", "created_at", "visibility"),
        (
            *("in_reply_to_id", "reblog_of_id", "spoiler_text", "sensitive", "language", "uri"),
            *("url", "deleted_at", "poll_id"),
        ),
        must_be_there=True,
    ),
    "media_attachments": Copy(("id", "status_id", "file_file_name"), ("description", "file_meta")),
    "polls": Copy(("id", "options"), ("cached_tallies",)),
    "follows": Copy(("id", "account_id", "target_account_id", "created_at")),
    "blocks": Copy(("id", "account_id", "target_account_id", "created_at")),
    "mutes": Copy(("id", "account_id", "target_account_id", "created_at")),
    "lists": Copy(("id", "account_id", "title")),
    "list_accounts": Copy(("list_id", "account_id")),
    "favourites": Copy(("id", "account_id", "status_id", "created_at")),
    "bookmarks": Copy(("id", "account_id", "status_id", "created_at")),
    "account_warnings": Copy(("id", "target_account_id", "action", "text", "created_at")),
    "custom_emojis": Copy(("id", "shortcode", "image_file_name"), ("domain", "disabled")),
}


def is_number(column: str) -> bool:
    """Does a column hold whole numbers?"""
    return column == "id" or column.endswith("_id")


def path_of(folder: Path, table: str) -> Path | None:
    """Where the copy of a table lies; None for one that may be left out. Raises NotACopy."""
    path = folder / f"{table}.csv"
    if path.is_file():
        return path
    if COPIES[table].must_be_there:
        raise NotACopy(str(folder), path.name)
    return None


def digest_of(folder: Path) -> str:
    """What tells one copy from another: names, sizes and times of its files."""
    marks = [
        f"{each.name}:{each.stat().st_size}:{each.stat().st_mtime_ns}"
        for each in sorted(folder.glob("*.csv"))
    ]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


def rows_of(folder: Path, table: str) -> Iterator[tuple[int | str | None, ...]]:
    """Each row, in the order of the table's columns. Raises a Refusal that names the file and the line."""
    path = path_of(folder, table)
    if path is None:
        return
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            names = next(reader, [])
            yield from _rows(reader, path.name, COPIES[table], names)
        except csv.Error as cut:
            raise HalfAFile(path.name, reader.line_num) from cut
        except UnicodeDecodeError as wrong:
            raise NotUnicode(path.name) from wrong


def _rows(
    reader: Iterator[list[str]], filename: str, copy: Copy, names: list[str]
) -> Iterator[tuple[int | str | None, ...]]:
    missing = [each for each in copy.needed if each not in names]
    if missing:
        raise ColumnsMissing(filename, missing)
    places = [(each, names.index(each) if each in names else None) for each in copy.columns]
    for number, row in enumerate(reader, start=2):
        if len(row) != len(names):
            raise HalfAFile(filename, number)
        yield tuple(
            _value(filename, number, column, "" if place is None else row[place]) for column, place in places
        )


def _value(filename: str, number: int, column: str, text: str) -> int | str | None:
    if not is_number(column):
        return text.replace("\0", "")
    if not text:
        return None
    try:
        value = int(text)
    except ValueError:
        raise WrongValue(filename, number, column) from None
    if abs(value) >= 1 << 63:
        raise WrongValue(filename, number, column)
    return value
