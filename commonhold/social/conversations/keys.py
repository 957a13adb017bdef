"""How the same people find the same conversation."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256


def key_of(people_ids: Collection[int]) -> str:
    """The SHA-256 of their ids in order, as 64 hexadecimal digits."""
    return sha256(" ".join(map(str, sorted(people_ids))).encode()).hexdigest()
