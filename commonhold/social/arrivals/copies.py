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
from typing import Protocol

from commonhold.social.arrivals.refusals import (
    ColumnsMissing,
    HalfAFile,
    NotACopy,
    NotUnicode,
    TooLong,
    WrongValue,
)

_LONGEST_FIELD = 4_000_000
#: Characters of what stands in names and addresses; a page or a post may be longer, and is cut later.
_LONGEST = {
    "username": 2048,  # what Mastodon lets others be called
    "domain": 253,
    "email": 1000,
    "uri": 8000,
    "url": 8000,
    "inbox_url": 8000,
    "shared_inbox_url": 8000,
    "followers_url": 8000,
    "file_file_name": 1000,
    "avatar_file_name": 1000,
    "header_file_name": 1000,
    "image_file_name": 1000,
    "display_name": 10_000,
    "title": 10_000,
    "shortcode": 1000,
}
_LONGEST_OWN_NAME = 100


class Reader(Protocol):
    """What `csv.reader` makes."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


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
            yield from _rows(Lines(reader), path.name, COPIES[table], names)
        except csv.Error as cut:
            refusal = TooLong if "field limit" in str(cut) else HalfAFile
            raise refusal(path.name, reader.line_num) from cut
        except UnicodeDecodeError as wrong:
            raise NotUnicode(path.name, _first_line_of_other_bytes(path)) from wrong


def _first_line_of_other_bytes(path: Path) -> int:
    """The text is decoded in pieces, so that where the reader stood says little."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1


class Lines:
    """Rows, each with the line of the file on which it begins: what people write has lines of its own."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        begins = self._reader.line_num + 1
        for row in self._reader:
            yield begins, row
            begins = self._reader.line_num + 1


def _rows(
    lines: Lines, filename: str, copy: Copy, names: list[str]
) -> Iterator[tuple[int | str | None, ...]]:
    missing = [each for each in copy.needed if each not in names]
    if missing:
        raise ColumnsMissing(filename, missing)
    places = [(each, names.index(each) if each in names else None) for each in copy.columns]
    own = _place_of_own_names(copy)
    for number, row in lines:
        if len(row) != len(names):
            raise HalfAFile(filename, number)
        made = tuple(
            _value(filename, number, column, "" if place is None else row[place]) for column, place in places
        )
        if own is not None and not made[own[1]] and len(str(made[own[0]])) > _LONGEST_OWN_NAME:
            raise TooLong(filename, number)
        yield made


def _place_of_own_names(copy: Copy) -> tuple[int, int] | None:
    """Where a name stands that becomes one here if no domain stands beside it, and where that does."""
    if "username" not in copy.columns:
        return None
    return copy.columns.index("username"), copy.columns.index("domain")


def _value(filename: str, number: int, column: str, text: str) -> int | str | None:
    if not is_number(column):
        if len(text) > _LONGEST.get(column, _LONGEST_FIELD):
            raise TooLong(filename, number)
        return text.replace("\0", "")
    if not text:
        if column == "id":
            raise WrongValue(filename, number, column)
        return None
    try:
        value = int(text)
    except ValueError:
        raise WrongValue(filename, number, column) from None
    if abs(value) >= 1 << 63:
        raise WrongValue(filename, number, column)
    return value
