"""The tables that an old server gives besides its archive: whom somebody follows, lists, blocks and mutes.

Mastodon's CSV files, and those of others who follow it. Reading writes nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from commonhold.social.archives.refusals import (
    BookmarksStay,
    NotATable,
    TableOfUnknownKind,
    TableTooLong,
    WrongCharset,
)

LONGEST_TABLE, MOST_LINES = 4_000_000, 20_000  # bytes, lines
_LONGEST_FIELD = 100_000  # characters; the limit of `csv` is one for the whole program, and others raise it
_ADDRESS = re.compile(r"@?([\w.-]{1,64})@((?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})", re.IGNORECASE | re.ASCII)
_SERVER = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}", re.IGNORECASE | re.ASCII)


class Kind(StrEnum):
    """What a table holds."""

    FOLLOWS = "follows"
    LISTS = "lists"
    BLOCKS = "blocks"
    MUTES = "mutes"
    SERVERS = "servers"


#: What Mastodon calls its files, or how their names begin.
_BY_NAME = {
    "following": Kind.FOLLOWS,
    "lists": Kind.LISTS,
    "blocked_accounts": Kind.BLOCKS,
    "muted": Kind.MUTES,
    "blocked_domains": Kind.SERVERS,
    "domain_blocks": Kind.SERVERS,
}


@dataclass(frozen=True)
class Entry:
    """One line that could be read. `address` is `name@server` in lower case, or a server's name alone."""

    line: int
    address: str
    title: str = ""  # of the list
    shows_boosts: bool = True
    hides_notifications: bool = True


@dataclass(frozen=True)
class Table:
    """What was read, each address once, and the numbers of the lines in which no address stands."""

    kind: Kind
    entries: list[Entry]
    unread: list[int]


def read_table(content: bytes, *, filename: str, kind: str = "") -> Table:
    """Read a table; without a `kind` its name tells what it holds.

    Raises TableOfUnknownKind, BookmarksStay, TableTooLong, WrongCharset, or NotATable with the line.
    """
    known = _kind(filename, kind)
    if len(content) > LONGEST_TABLE:
        raise TableTooLong(filename, MOST_LINES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongCharset(filename, byte=error.start + 1) from error
    entries: dict[tuple[str, str], Entry] = {}
    unread = []
    for number, row in _rows(text, filename):
        entry = _entry(known, number, row)
        if entry is not None:
            entries.setdefault((entry.title, entry.address), entry)
        elif number > 1 or not _is_heading(row):
            unread.append(number)
    if not entries and unread:
        raise NotATable(filename, line=unread[0])
    return Table(known, list(entries.values()), unread)


def _kind(filename: str, kind: str) -> Kind:
    if kind in set(Kind):
        return Kind(kind)
    name = filename.rpartition("/")[2].lower()
    if name.startswith("bookmark"):
        raise BookmarksStay
    for beginning, meant in _BY_NAME.items():
        if name.startswith(beginning):
            return meant
    raise TableOfUnknownKind(filename)


def _rows(text: str, filename: str) -> Iterator[tuple[int, list[str]]]:
    if "\0" in text:
        raise NotATable(filename, line=text[: text.index("\0")].count("\n") + 1)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            if reader.line_num > MOST_LINES:
                raise TableTooLong(filename, MOST_LINES)
            if any(len(each) > _LONGEST_FIELD for each in row):
                raise NotATable(filename, line=reader.line_num)
            if any(each.strip() for each in row):
                yield reader.line_num, [each.strip() for each in row]
    except csv.Error as error:
        raise NotATable(filename, line=reader.line_num) from error


def _entry(kind: Kind, number: int, row: list[str]) -> Entry | None:
    title = ""
    if kind is Kind.LISTS:
        title, row = row[0][:100], row[1:]
    found = (_SERVER if kind is Kind.SERVERS else _ADDRESS).fullmatch(row[0] if row else "")
    if found is None or (kind is Kind.LISTS and not title):
        return None
    second = (row[1].lower() if len(row) > 1 else "") != "false"
    return Entry(
        line=number,
        address=found[0].removeprefix("@").lower(),
        title=title,
        shows_boosts=second or kind is not Kind.FOLLOWS,
        hides_notifications=second or kind is not Kind.MUTES,
    )


def _is_heading(row: list[str]) -> bool:
    return "@" not in "".join(row)
