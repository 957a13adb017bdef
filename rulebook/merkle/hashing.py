"""Hashes of leaves, of nodes, and of whole trees (RFC 6962, section 2.1; RFC 9162, section 2.1.1).

Several hashes in a row are kept as one `bytes`, 32 bytes each: that is also what a tile is.
"""

from collections.abc import Iterable
from hashlib import sha256

HASH_BYTES = 32

#: The hash of a tree without leaves: SHA-256 of nothing.
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """MTH({d}) = SHA-256(0x00 || d). The prefix keeps a leaf from ever passing for a node."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def parents(hashes: bytes) -> bytes:
    """One level up: every two neighbours become their node; a last one alone is left out."""
    pairs = range(0, len(hashes) - HASH_BYTES, 2 * HASH_BYTES)
    return b"".join([sha256(b"\x01" + hashes[at : at + 2 * HASH_BYTES]).digest() for at in pairs])


def root_of(hashes: bytes) -> bytes:
    """The tree hash over a row of leaf hashes, or of equally large full subtrees.

    RFC 6962 splits n leaves at the largest power of two below n. Going up level by level and
    carrying a last one without a neighbour unchanged builds that same tree. The last hash may
    also stand for a smaller subtree than the others: it sits at the same place in the split.
    """
    if not hashes:
        return EMPTY_ROOT
    while len(hashes) > HASH_BYTES:
        has_last_alone = len(hashes) % (2 * HASH_BYTES) != 0
        alone = hashes[-HASH_BYTES:] if has_last_alone else b""
        hashes = parents(hashes) + alone
    return hashes


def root_of_leaves(entries: Iterable[bytes]) -> bytes:
    """The root over entries themselves, for a tree that is not kept (RFC 6962 section 2.1)."""
    return root_of(b"".join(map(leaf_hash, entries)))
