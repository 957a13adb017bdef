"""What the C library keeps of the memory that nobody uses any more.

By default glibc gives every thread a heap of its own, of which each keeps tens of megabytes, and takes ever
larger pieces for small ones, whose place it does not give back. SQLite's connections and long answers leave
many such holes. Elsewhere (musl, macOS) all this does nothing.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

# The numbers by which mallopt(3) knows them.
_ARENA_MAX, _TRIM_THRESHOLD, _MMAP_THRESHOLD = -8, -1, -3
_LARGE, _FREE = 1_048_576, 4_194_304  # bytes


def share() -> None:
    """One heap for all threads, and pieces that are large go back at once. Before there are threads."""
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_ARENA_MAX, 1)
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_TRIM_THRESHOLD, _FREE)


def give_back() -> None:
    """Whole pages within the heap that nobody uses, to the system. Takes some milliseconds."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
