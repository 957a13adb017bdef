"""What the story knows of its people while it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from commonhold.civic.members import queries as members
from commonhold.house.demo.calendar import Calendar


@dataclass
class Town:
    """People's ids and branches by handle, and the dice that fall the same way every time."""

    calendar: Calendar
    dice: Random
    ids: dict[str, int] = field(default_factory=dict)
    branches: dict[str, int] = field(default_factory=dict)
    applications: dict[str, int] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)  # proposals on which nobody votes any more
    posts: list[tuple[int, str]] = field(default_factory=list)  # id and author's handle

    def members(self) -> list[str]:
        """Handles of those who are members by now, in the order in which they came."""
        held = {handle: members.member_of(person_id) for handle, person_id in self.ids.items()}
        branches = {handle: found.branch for handle, found in held.items() if found is not None}
        self.branches |= branches
        return list(branches)
