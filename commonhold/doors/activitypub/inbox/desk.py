"""The desk at which everything is taken in: judged, and written down once. All inboxes are one."""

from __future__ import annotations

import logging
from datetime import datetime

from commonhold.doors.activitypub.inbox.holders import Holders
from commonhold.doors.activitypub.inbox.judging import Judged, looked_at, taken
from commonhold.doors.activitypub.inbox.posted import Posted, Refused, must_be_small
from commonhold.doors.activitypub.incoming.elsewhere import Elsewhere
from commonhold.doors.calls.addresses import base
from commonhold.social.received import actions as received
from commonhold.social.received.actions import Arrival
from commonhold.social.servers.policies import is_blocked

log = logging.getLogger("commonhold.inbox")


class Desk:
    """Keeps keys and what is blocked in memory; `elsewhere` is asked for keys that nobody here has."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        self.holders = Holders(elsewhere)

    def take(self, posted: Posted, now: datetime) -> None:
        """Write it down. May wait for another server. Raises Refused."""
        must_be_small(str(len(posted.body)))
        judged = looked_at(posted, base=base(), is_blocked=is_blocked, now=now)
        received.write_down([self.judged(judged, now)], now=now)

    def judged(self, judged: Judged, now: datetime) -> Arrival:
        """What is to be written down. May wait for another server. Raises Refused."""
        return taken(judged, self.holders.found(judged, now))


def note(refused: Refused) -> None:
    """One line of the log for whatever is turned away."""
    log.info("%s at the inbox: %s", refused.status, refused.reason)
