"""What a method of counting is called, and what it does in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    name: str  # as members choose it: irv
    version: str  # as a poll freezes it: irv_v1; once enacted, what it does never changes
    words: str  # for members
    one_seat: bool = False  # refuses an election of several seats
    asks_unranked: bool = False  # what leaving a candidate out means makes a difference
