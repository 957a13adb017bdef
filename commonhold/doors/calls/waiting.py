"""Waiting, for a few seconds, until another server has said what was asked. Few may wait at once.

A thread that waits answers nobody else; so whoever finds two waiting is answered at once, and asks again.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from threading import BoundedSemaphore, Event

from commonhold.ground.refusal import Refusal
from commonhold.social.lookups import actions, queries
from commonhold.social.lookups.queries import Finding
from commonhold.social.people.queries import Viewer

SECONDS = 4.0
_STEP = 0.1
_seats = BoundedSemaphore(2)


def looked_up(viewer: Viewer, sought: str, *, now: datetime, seconds: float = SECONDS) -> Finding:
    """Have it looked up and wait a little; if it is not done by then, the same again says what came of it.

    Raises NothingToLookUp and TooManyLookups.
    """
    by = viewer.person_id or 0
    lookup_id = actions.look_up(by, sought=sought, now=now)
    finding = queries.found(viewer, lookup_id)
    if finding.is_done or not _seats.acquire(blocking=False):
        return finding
    try:
        pause = Event()
        for _turn in range(int(seconds / _STEP)):
            pause.wait(_STEP)
            finding = queries.found(viewer, lookup_id)
            if finding.is_done:
                break
    finally:
        _seats.release()
    return finding


def freshen(viewer: Viewer, *, sought: str, what: str, now: datetime) -> None:
    """Have more of it brought here for the next look; whoever reads now waits for nothing."""
    if viewer.person_id is not None and sought:
        with suppress(Refusal):
            actions.look_up(viewer.person_id, sought=sought, what=what, now=now)
