"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class PeerEnded(News):
    """A co-op is no peer of ours any more."""

    name: ClassVar[str] = "peers.ended"
    peer_id: int
