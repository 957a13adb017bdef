"""What the steps of bringing a community along have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from sqlite3 import Row

from commonhold.social.arrivals.hiding import reference_of
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.arrivals.staging import Staging, marks

_MOST_REMARKS = 300


class Outcome(StrEnum):
    """What became of a line; the value stands behind the step's name where it is counted."""

    NEW = ""
    HERE = "already here"
    LEFT = "left out"  # whom or what it is about did not come along, or may not


_ASKED = ("source", "person_id", "community_id", "is_suspended", "freed_at", "hidden_at", "claimed_at")


@dataclass
class Bringing:
    """What a step knows while it writes some lines. `people` are ours by their numbers there."""

    community: Community
    staging: Staging
    media: Path
    now: datetime
    people: dict[int, int] = field(default_factory=dict)
    posts: dict[int, int] = field(default_factory=dict)  # ours by their numbers there
    hidden: dict[int, str] = field(default_factory=dict)  # of ours whose posts stay hidden: under what

    def meet(self, sources: Collection[int]) -> None:
        """Look these people up at once; who left again is not among them."""
        rows = Arrival.objects.filter(
            community__domain=self.community.domain, source__in=sources, gone_at=None
        )
        for row in rows.only(*_ASKED):
            self.people[row.source] = row.person_id
            if reference := reference_of(row):
                self.hidden[row.person_id] = reference

    def remark(self, about: str, words: str) -> None:
        made = [about[:200], words[:500]]
        if len(self.community.remarks) < _MOST_REMARKS and made not in self.community.remarks:
            self.community.remarks = [*self.community.remarks, made]

    def count(self, what: str, by: int = 1) -> None:
        self.community.counts[what] = self.community.counts.get(what, 0) + by

    def source_of(self, status: Row) -> str:
        """The address of a post there."""
        made = f"https://{self.community.domain}/users/{status['username']}/statuses/{status['id']}"
        return str(status["uri"] or made)[:500]


def _nothing(_bringing: Bringing, _some: Sequence[Row]) -> None:
    """Most steps need no look before they write."""


Write = Callable[[Bringing, Row], Outcome]
WriteAll = Callable[[Bringing, Sequence[Row]], Sequence[Outcome]]


@dataclass(frozen=True)
class Step:
    """One kind of line. `write` says what became of it; it raises a Refusal for what does not come.

    What is only tied to others is written `together`, at a tenth of the cost, and is never refused.
    """

    rows: Callable[[Staging, int], Generator[Row]]
    write: Write | None = None
    together: WriteAll | None = None
    begin: Callable[[Bringing, Sequence[Row]], None] = _nothing
    called: Callable[[Row], str] = lambda row: str(row["id"])
    place: Callable[[Row], int] = lambda row: int(row["id"])


def of_statuses(staging: Staging, numbers: Collection[int]) -> dict[int, Row]:
    """Posts there with their authors' names, by number."""
    wanted = sorted(numbers)
    found: dict[int, Row] = {}
    for first in range(0, len(wanted), 500):
        some = wanted[first : first + 500]
        statement = (
            "SELECT s.id, s.account_id, s.uri, a.username FROM statuses s "  # noqa: S608 - our own words
            f"JOIN accounts a ON a.id = s.account_id WHERE s.id IN ({marks(some)})"
        )
        found |= {row["id"]: row for row in staging.ask(statement, *some)}
    return found
