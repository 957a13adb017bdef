"""When the rooms are joined: what reading needs at once, and the rest at once as well, but for a server.

A server answers what apps read while it loads the rest (docs/adr/0069).
"""

from __future__ import annotations

from threading import Event, Lock

from commonhold.house import offered_first

_lock, _is_done = Lock(), Event()


def for_reading() -> None:
    offered_first.wire()


def join() -> None:
    """All of them; whoever comes meanwhile waits. From any thread; a second time it does nothing."""
    with _lock:
        if _is_done.is_set():
            return
        from commonhold.house import register  # noqa: PLC0415 - half of all modules, for which a server does not wait

        register.wire()
        _is_done.set()
