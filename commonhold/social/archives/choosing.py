"""What somebody chooses of an archive that was read, and how many posts that makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Choice:
    """What becomes of the posts; years are included, None for no bound."""

    way: str = "dated"  # or drafts
    answers: str = "link"  # or skip
    readers: str = "same"  # or followers
    since_year: int | None = None
    until_year: int | None = None

    def takes(self, *, year: int, to_others: bool) -> bool:
        """Is a post of this year chosen, that stands in somebody else's thread or not?"""
        return (
            (self.since_year is None or self.since_year <= year)
            and (self.until_year is None or year <= self.until_year)
            and not (to_others and self.answers == "skip")
        )

    def audience(self, was: str) -> str:
        """For whom a post is here that was for `was` elsewhere: never for more."""
        return "followers" if self.readers == "followers" else was


def count_of(survey: Mapping[str, Any] | None, choice: Choice) -> int:
    """How many posts of an archive with this survey are chosen."""
    if survey is None:
        return 0
    others: Mapping[str, int] = survey["years_to_others"]
    return sum(
        count - (others.get(year, 0) if choice.answers == "skip" else 0)
        for year, count in survey["years"].items()
        if choice.takes(year=int(year), to_others=False)
    )
