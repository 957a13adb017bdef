"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class PolicySet(News):
    """The co-op decided about a server, and those beneath its name. `kind` is one of `ServerPolicy.Kind`."""

    name: ClassVar[str] = "servers.policy-set"
    domain: str
    kind: str


@dataclass(frozen=True)
class PolicyEnded(News):
    """It holds no more."""

    name: ClassVar[str] = "servers.policy-ended"
    domain: str
    kind: str
