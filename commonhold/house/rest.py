"""All of the house for which its first answers do not wait, loaded in a thread while they are given."""

from __future__ import annotations

import gc
import importlib

from commonhold.doors.activitypub.inbox.front import InboxFront, InThread
from commonhold.doors.calls.commits import Writing
from commonhold.house import joining
from commonhold.house.courier import Courier
from commonhold.house.federation import desk
from commonhold.house.kept_code import OURS
from commonhold.house.loading import loading
from commonhold.house.ticker import Ticker

_OF_APPS = "commonhold.doors.mastodon.urls"


class Working:
    """Who works beside the pages, once it is made: the ticker, and the courier where this process `works`."""

    def __init__(self, *, works: bool) -> None:
        with loading():
            joining.join()
            importlib.import_module(_OF_APPS)
        gc.freeze()
        OURS.end()
        self._all: list[Ticker | Courier] = [Ticker(works=works), *([Courier()] if works else [])]
        for each in self._all:
            each.start()

    def stop(self) -> None:
        for each in self._all:
            each.stop()

    def inbox(self, writing: Writing, in_thread: InThread, outside: InThread) -> InboxFront:
        """Where other servers' posts are taken in."""
        return InboxFront(desk, writing, in_thread, outside)
