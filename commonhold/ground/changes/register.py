"""Which tables are watched, and what each change in them ends. `house/offered_first.py` lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

PREFIX = "changes_"
#: The kind that ends all of what is kept.
EVERYTHING = "all"


class Ends(NamedTuple):
    """What a changed row ends: a kind, and a query for which (NULL: none), where {row} is NEW or OLD."""

    kind: str
    which: str

    def told(self, row: str) -> str:
        """The statement that tells of it, within a trigger."""
        return (
            f"INSERT INTO changes_change (kind, which) SELECT '{self.kind}', gone.id"  # noqa: S608 - our own words
            f" FROM ({self.which.format(row=row)}) AS gone WHERE gone.id IS NOT NULL"
        )


class Watch(NamedTuple):
    """A table. With `columns`, it is watched for changes of these alone, and not for rows that come or go."""

    table: str
    ends: tuple[Ends, ...]
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "_".join((self.table, *self.columns[:1]))


_watched: dict[str, Watch] = {}


def offer(watches: Sequence[Watch]) -> None:
    """Make watches known; a table, or a column of it, is watched once."""
    for each in watches:
        if each.name in _watched:
            raise ValueError(f"{each.name!r} is watched twice")
        _watched[each.name] = each


def watched() -> list[Watch]:
    return list(_watched.values())
