"""How often a server is asked once more for a key that we know: nobody has us ask others for nothing."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

_PAUSE = timedelta(minutes=1)
_MOST = 5_000


class Pauses:
    """When each server was asked last, in memory. From any thread."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def may_ask(self, domain: str, now: datetime) -> bool:
        """Once a minute for each server; who is told yes, asks."""
        with self._lock:
            if self._asked.get(domain, now - _PAUSE) > now - _PAUSE:
                return False
            self._asked[domain] = now
            self._asked.move_to_end(domain)
            if len(self._asked) > _MOST:
                self._asked.popitem(last=False)
            return True
