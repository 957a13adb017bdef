"""Which followers another server should know of, in few bytes (FEP-8fcf)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from commonhold.social.actors import queries

HEADER = "Collection-Synchronization"


def header(person_id: int, actor: str, domain: str) -> str:
    """What goes with something said to the followers of a person of ours: a digest of those who live there.

    `actor` is her URI.
    """
    digest = digest_of(queries.follower_uris(person_id, domain))
    followers, here = f"{actor}/followers", f"{actor}/followers_synchronization"
    return f'collectionId="{followers}", url="{here}", digest="{digest}"'


def digest_of(uris: Sequence[str]) -> str:
    """SHA-256 of each, added without carrying, in hex: their order says nothing."""
    total = 0
    for each in uris:
        total ^= int.from_bytes(sha256(each.encode()).digest(), "big")
    return f"{total:064x}"
