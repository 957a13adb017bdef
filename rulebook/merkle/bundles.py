"""Entry bundles: the leaves themselves, 256 to a file (C2SP tlog-tiles, "Log entries").

Each entry follows its length, a big-endian uint16.
"""

from collections.abc import Iterable, Iterator

LENGTH_BYTES = 2
LONGEST_ENTRY = 0xFFFF


class BrokenBundle(ValueError):
    """A length says more than the bundle holds."""


def format_bundle(entries: Iterable[bytes]) -> bytes:
    """The bundle's bytes. Raises ValueError for an entry longer than 65,535 bytes."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise ValueError(f"an entry of {len(entry)} bytes does not fit a bundle")
        parts += [len(entry).to_bytes(LENGTH_BYTES, "big"), entry]
    return b"".join(parts)


def parse_bundle(data: bytes) -> Iterator[bytes]:
    """The entries, one by one; raises BrokenBundle on reaching one that is cut short."""
    at = 0
    while at < len(data):
        start = at + LENGTH_BYTES
        end = start + int.from_bytes(data[at:start], "big")
        if len(data) < end:
            raise BrokenBundle("the bundle ends in the middle of an entry")
        yield data[start:end]
        at = end
