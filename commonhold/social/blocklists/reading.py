"""Read a list of servers: CSV as Mastodon exports it, with or without its head, or one name a line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from commonhold.social.blocklists.models import Listing
from commonhold.social.blocklists.refusals import ListTooLong, NothingListed
from commonhold.social.servers.naming import read_name
from commonhold.social.servers.refusals import NoSuchDomain

LONGEST, MOST_LINES = 2_000_000, 5_000  # bytes; lines, so that a list is written at once
LONGEST_COMMENT = 300

#: "noop" of Mastodon asks for nothing, and so does whatever is unknown.
_SEVERITIES = {
    "suspend": Listing.Severity.BLOCK,
    "block": Listing.Severity.BLOCK,
    "silence": Listing.Severity.LIMIT,
    "limit": Listing.Severity.LIMIT,
}
_HEAD = ["domain", "severity", "", "", "public_comment"]


@dataclass(frozen=True)
class Entry:
    """What a list suggests for one server: "limit" or "block"."""

    severity: str
    comment: str


@dataclass(frozen=True)
class Read:
    """By domain; `unread`: lines whose server is hidden by stars, or is none."""

    entries: dict[str, Entry]
    unread: int


def read(content: bytes) -> Read:
    """Raises ListTooLong or NothingListed."""
    if len(content) > LONGEST:
        raise ListTooLong(MOST_LINES)
    text = content.decode("utf-8-sig", errors="replace").replace("\0", "")
    try:
        rows = [each for each in csv.reader(io.StringIO(text)) if any(map(str.strip, each))]
    except csv.Error as error:
        raise NothingListed from error
    if len(rows) > MOST_LINES:
        raise ListTooLong(MOST_LINES)
    head = [each.strip().lstrip("#").strip().lower() for each in rows[0]] if rows else []
    if "domain" in head:
        return _entries(rows[1:], head)
    return _entries([each for each in rows if not each[0].lstrip().startswith("#")], _HEAD)


def _entries(rows: list[list[str]], head: list[str]) -> Read:
    entries: dict[str, Entry] = {}
    unread = 0
    for row in rows:
        line = dict(zip(head, map(str.strip, row), strict=False))
        severity = _SEVERITIES.get(line.get("severity", "").lower() or "suspend")
        try:
            domain = _with_a_dot(read_name(line.get("domain", "")))
        except NoSuchDomain:
            unread += 1
            continue
        if severity is not None:
            comment = line.get("public_comment") or line.get("comment") or ""
            entries[domain] = Entry(str(severity), comment[:LONGEST_COMMENT])
    if not entries:
        raise NothingListed
    return Read(entries, unread)


def _with_a_dot(domain: str) -> str:
    """A lone word is no server of the open web. Raises NoSuchDomain."""
    if "." not in domain:
        raise NoSuchDomain
    return domain
