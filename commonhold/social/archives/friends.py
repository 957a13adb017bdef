"""Finding friends again by their names: what a list of them would do, told before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonhold.social.archives.company import host_here
from commonhold.social.archives.refusals import NotATable, TableTooLong
from commonhold.social.archives.tables import MOST_LINES, Entry, Kind, Table, read_table
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

_BETWEEN = re.compile(r"[\s,;]+")
_NAME = re.compile(r"@?([\w.-]{1,64})(?:@((?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}))?", re.I | re.A)
_LINK = re.compile(r"https?://([^/@\s:]+)(?::\d+)?/@([\w.-]{1,64})/?", re.I | re.A)
#: Where people of Bluesky who want it are reached from here.
BRIDGE = "bsky.brid.gy"
_AT_ONCE = 100  # names in one statement


@dataclass(frozen=True)
class Foresight:
    """What following a list of names would do.

    `to_follow` and `followed` live here; `elsewhere` are addresses that are kept until this server meets
    them; `nobody` are names of this server that nobody has; `unread` are numbers of lines without a name.
    """

    to_follow: Sequence[PersonLine]
    followed: Sequence[PersonLine]
    elsewhere: Sequence[str]
    nobody: Sequence[str]
    unread: Sequence[int]

    @property
    def is_of_use(self) -> bool:
        """Is there anything to do?"""
        return bool(self.to_follow or self.elsewhere)


def read_names(text: str, *, filename: str) -> Table:
    """Names that somebody typed or pasted: `@ada`, `ada@elsewhere.example` or links, in any arrangement.

    Raises NotATable with the first line that holds none when no line does, or TableTooLong.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise TableTooLong(filename, MOST_LINES)
    entries: dict[str, Entry] = {}
    unread = []
    for number, line in enumerate(lines, start=1):
        found = [_address(word) for word in _BETWEEN.split(line) if word]
        for address in filter(None, found):
            entries.setdefault(address, Entry(line=number, address=address))
        if None in found:
            unread.append(number)
    if not entries:
        raise NotATable(filename, line=unread[0] if unread else 1)
    return Table(Kind.FOLLOWS, list(entries.values()), unread)


def read_follows(content: bytes, *, filename: str) -> Table:
    """A file of whom somebody follows: Mastodon's table, or one name a line.

    Raises what `read_table` and `read_names` raise.
    """
    first, _end, _rest = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    if b"," in first or len(content) > MOST_LINES * 320 or b"\0" in content:
        return read_table(content, filename=filename, kind=Kind.FOLLOWS)
    try:
        return read_names(content.decode("utf-8-sig"), filename=filename)
    except UnicodeDecodeError:
        return read_table(content, filename=filename, kind=Kind.FOLLOWS)  # it says which byte is wrong


def foresee(viewer: Viewer, table: Table) -> Foresight:
    """What following everybody in a table would do now. Writes nothing."""
    here = host_here()
    names = [each.address.removesuffix(f"@{here}") for each in table.entries]
    known: dict[str, PersonLine] = {}
    for first in range(0, len(names), _AT_ONCE):
        known |= people.by_handles(viewer, set(names[first : first + _AT_ONCE]))
    unknown = [each for each in names if each not in known]
    known = {name: each for name, each in known.items() if each.id != viewer.person_id}
    followed = people.followed_among(viewer, [each.id for each in known.values()])
    return Foresight(
        to_follow=[each for each in known.values() if each.id not in followed],
        followed=[each for each in known.values() if each.id in followed],
        elsewhere=[each for each in unknown if "@" in each],
        nobody=[each for each in unknown if "@" not in each],
        unread=table.unread,
    )


def _address(word: str) -> str | None:
    """`name@server` in lower case; None when a word is no name."""
    link = _LINK.fullmatch(word)
    if link is not None:
        return f"{link[2]}@{link[1]}".lower()
    found = _NAME.fullmatch(word.strip("<>()[]\"'."))
    if found is None:
        return None
    # Nobody here has a dot in her name: it is a name of Bluesky, which the bridge makes an address of.
    server = found[2] or (BRIDGE if "." in found[1] else host_here())
    return f"{found[1]}@{server}".lower()
