"""How many requests this server answered since it started. Counts alone: not whose, and not for what."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Counted:
    """`answered` by the first digit of the status; `at_the_front` those that Django never saw.

    `of_replicas` are those for which a replica of the database was asked.
    """

    since: float = field(default_factory=time.time)  # seconds since 1970
    at_the_front: int = 0
    of_replicas: int = 0
    answered: dict[int, int] = field(default_factory=dict)


counted = Counted()
