"""Whose keys we know, and asking for one that we don't.

A signature that fails with a key that we know may be made with a new one: then it is asked for once more, at
most once a minute for each server, so that nobody has us ask others for nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from commonhold.doors.activitypub.inbox.judging import Holder, Judged
from commonhold.doors.activitypub.inbox.posted import Refused
from commonhold.doors.activitypub.incoming.elsewhere import Elsewhere
from commonhold.doors.activitypub.resolving.pauses import Pauses
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.ground.signing.keys import UnusableKey, public_key
from commonhold.social.actors import queries as actors

#: How long a key is believed without a look at its row: an actor that is gone speaks no longer than this.
BELIEVED = timedelta(minutes=5)
_MOST = 20_000


class Holders:
    """Keys in memory. From any thread."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        self._elsewhere = elsewhere
        self._kept: OrderedDict[str, tuple[Holder, datetime]] = OrderedDict()
        self._pauses = Pauses()
        self._lock = Lock()

    def at_hand(self, key_id: str, now: datetime) -> Holder | None:
        """Without a look into the database."""
        found = self._kept.get(key_id)
        return found[0] if found is not None and now < found[1] <= now + BELIEVED else None

    def known(self, key_id: str, now: datetime) -> Holder | None:
        """With a look into the database, and nowhere else."""
        found = self.at_hand(key_id, now) or _kept_of(key_id)
        if found is not None:
            self._keep(key_id, found, now)
        return found

    def found(self, judged: Judged, now: datetime) -> Holder:
        """Who signed it: the key's holder with a key that fits. Other servers are asked if need be.

        Raises Refused; with 503 where that server may answer later, and 202 where nobody needs the answer.
        """
        key_id = judged.claim.key_id
        known = _kept_of(key_id)
        if known is None:
            if judged.is_farewell:
                raise Refused(202, f"{judged.actor[:200]!r} is gone, and was never known here")
            known = self._asked_for(judged, now, fresh=False)
        if not judged.claim.holds(known.key) and self._pauses.may_ask(judged.domain, now):
            known = self._asked_for(judged, now, fresh=True)
        self._keep(key_id, known, now)
        return known

    def _asked_for(self, judged: Judged, now: datetime, *, fresh: bool) -> Holder:
        key_id = judged.claim.key_id
        try:
            self._elsewhere.key_of(key_id, now=now, fresh=fresh)
        except Unreachable as away:
            raise Refused(503, f"the key {key_id[:200]!r} can't be had: {away}", retry_after=60) from away
        except Blocked as blocked:
            raise Refused(403, f"{judged.domain} is blocked") from blocked
        except Strange as strange:
            raise Refused(401, f"the key {key_id[:200]!r} is none: {strange}") from strange
        found = _kept_of(key_id)
        if found is None:
            raise Refused(401, f"the key {key_id[:200]!r} is nobody's")
        return found

    def _keep(self, key_id: str, holder: Holder, now: datetime) -> None:
        with self._lock:
            self._kept[key_id] = (holder, now + BELIEVED)
            self._kept.move_to_end(key_id)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def _kept_of(key_id: str) -> Holder | None:
    row = actors.pem_of(key_id)
    known = None if row is None else actors.of_person(row[0])
    if row is None or known is None:
        return None
    try:
        return Holder(known.uri, public_key(row[1]))
    except UnusableKey:
        return None
