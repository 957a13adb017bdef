"""Who asks for a document: a server in somebody's name, where it signed its request, or anybody."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from django.http import HttpRequest

from commonhold.doors.activitypub import resolving
from commonhold.doors.activitypub.resolving.pauses import Pauses
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.doors.calls.addresses import base
from commonhold.ground.charter import queries as charter
from commonhold.ground.refusal import Refusal
from commonhold.ground.signing.judging import Claim, Doubt, examine
from commonhold.ground.signing.keys import UnusableKey, public_key
from commonhold.ground.signing.request import Request
from commonhold.social.actors import queries as actors
from commonhold.social.actors.charter import CLOSED, OPEN, SignedReadingCharter
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.servers import policies
from commonhold.social.servers.queries import domain_of

_OF_SERVERS = "Application"


@dataclass(frozen=True)
class Asker:
    """`person_id` is of the actor who signed. A server's own actor (`is_server`) sees what anybody does, and
    asks for what anybody of its `domain` may see.
    """

    person_id: int | None = None
    domain: str = ""
    is_server: bool = False

    @property
    def is_known(self) -> bool:
        return self.person_id is not None

    @property
    def viewer(self) -> Viewer:
        return ANYONE if self.person_id is None or self.is_server else Viewer(self.person_id)

    def is_kept_away_by(self, person_id: int) -> bool:
        """Does a block stand between her and this person of ours, or between her server and us all?"""
        if self.person_id is None:
            return False
        return policies.is_blocked(self.domain) or are_apart(person_id, self.person_id)

    def may_read_public(self) -> bool:
        """Documents that are for everybody: what the charter says."""
        return self.is_known or charter.current().read(SignedReadingCharter).documents == OPEN

    def may_read_bare_actors(self) -> bool:
        """What is needed to check a signature."""
        return self.is_known or charter.current().read(SignedReadingCharter).documents != CLOSED


NOBODY = Asker()


def asker_of(request: HttpRequest, now: datetime, *, must_be_known: bool = False) -> Asker:
    """Whoever signed the request; nobody, where nobody did as it must be.

    Whose key is not known here is nobody, too, unless something hangs on it: then her server is asked. That
    is so where all must be signed, and with `must_be_known`.
    """
    if "Signature" not in request.headers:
        return NOBODY
    headers = {name.lower(): value for name, value in request.headers.items()}
    arrived = Request(request.method or "GET", f"{base()}{request.get_full_path()}", headers)
    asks = must_be_known or charter.current().read(SignedReadingCharter).documents != OPEN
    claim = examine(arrived, now=now)
    holder = None if isinstance(claim, Doubt) else _holder(claim, now, asks=asks)
    known = None if holder is None else actors.of_person(holder)
    if known is None or policies.is_blocked(domain_of(known.uri)):
        return NOBODY
    return Asker(known.person_id, domain_of(known.uri), known.kind == _OF_SERVERS)


def _holder(claim: Claim, now: datetime, *, asks: bool) -> int | None:
    """Whose signature it is, if it holds.

    One that fails with a key that we know may be made with a new one, as in the inbox: where we ask at all,
    her server is asked once more, once a minute.
    """
    was_known = actors.pem_of(claim.key_id) is not None
    if asks and not was_known:
        _ask(claim.key_id, now, fresh=False)
    found = _fitting(claim)
    if found is None and asks and was_known and _AGAIN.may_ask(domain_of(claim.key_id), now):
        _ask(claim.key_id, now, fresh=True)
        found = _fitting(claim)
    return found


def _ask(key_id: str, now: datetime, *, fresh: bool) -> None:
    """One request waits for another server at a time: the threads that answer pages are few.

    Who finds somebody waiting is nobody for now, and comes again.
    """
    if not _SEAT.acquire(blocking=False):
        return
    try:
        with suppress(Unreachable, Strange, Blocked, Refusal):
            resolving.key_of(key_id, now=now, fresh=fresh)
    finally:
        _SEAT.release()


def _fitting(claim: Claim) -> int | None:
    found = actors.pem_of(claim.key_id)
    try:
        return found[0] if found is not None and claim.holds(public_key(found[1])) else None
    except UnusableKey:
        return None


_AGAIN = Pauses()
_SEAT = BoundedSemaphore(1)
