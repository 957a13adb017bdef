"""The public lot: an order that nobody chose and everybody can check.

Each item gets the number SHA-256(seed ‖ item), and the smallest number is drawn first. Whoever
knows the seed, which is published, draws the same order. How a seed is made so that nobody can
steer it is not decided here.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")


def lot_number(item: bytes, *, seed: bytes) -> bytes:
    """The 32 bytes that decide where `item` comes in the lot: SHA-256(seed ‖ item).

    >>> lot_number(b"ada", seed=b"").hex()[:8]
    'fdee430d'
    """
    return sha256(seed + item).digest()


def in_lot_order(items: Iterable[Item], *, seed: bytes, as_bytes: Callable[[Item], bytes]) -> list[Item]:
    """`items`, first drawn first. The order in which they are handed in makes no difference.

    `as_bytes` gives the one canonical spelling of an item; ValueError when two items share it,
    since the lot could not tell them apart.

    >>> in_lot_order(["ada", "ben", "caro"], seed=b"2027", as_bytes=str.encode)
    ['ben', 'ada', 'caro']
    """
    entries = list(items)
    numbered = {lot_number(as_bytes(item), seed=seed): item for item in entries}
    if len(numbered) < len(entries):
        raise ValueError("two items in a lot have the same spelling, so it cannot tell them apart")
    return [numbered[number] for number in sorted(numbered)]
