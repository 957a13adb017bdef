"""Looking up what people here want to see of other servers. The rows are of the room `lookups`."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from commonhold.doors.activitypub.reading.nodeinfo import ReadSoftware
from commonhold.doors.activitypub.reading.values import Json, address, types
from commonhold.doors.activitypub.resolving import WORLD
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.doors.activitypub.turns import Turns
from commonhold.ground.refusal import Refusal
from commonhold.social.actors import queries as actors
from commonhold.social.lookups import actions as lookups
from commonhold.social.lookups.queries import Waiting, server_of
from commonhold.social.lookups.workers import Workers
from commonhold.social.posts import elsewhere as posts
from commonhold.social.posts.actions import pin_arrived
from commonhold.social.posts.pinning import MOST_PINS
from commonhold.social.servers import actions as meeting
from commonhold.social.servers import queries as servers
from commonhold.social.servers.queries import domain_of

log = logging.getLogger("commonhold.lookups")

_MOST_ANSWERS = 60  # of a thread that are brought at one time
_MOST_SAID = 20  # of an outbox
_PAGES = 3
_PAUSE = 0.25  # seconds
_TROUBLE = (Unreachable, Strange, Blocked, Refusal)


class Others(Protocol):
    """Other servers, as far as they are asked here."""

    def called(self, handle: str, domain: str, *, now: datetime) -> int: ...

    def found_at(self, url: str, *, now: datetime) -> tuple[int | None, int | None]: ...

    def post_of(self, uri: str, *, now: datetime) -> int: ...

    def take_post(self, document: dict[str, Any], *, now: datetime) -> int: ...

    def software_of(self, domain: str, *, now: datetime) -> ReadSoftware: ...

    def items_of(self, uri: str, *, now: datetime, most_pages: int) -> list[Any]: ...


def workers(others: Others = WORLD, *, pause: float = 0.0) -> Workers:
    """Threads that ask these; `pause` is in seconds, between two posts that are asked of one server."""
    turns = Turns(pause)
    return Workers(lambda wanted, now: look_up(wanted, Asking(others, turns, now)))


@dataclass(frozen=True)
class Asking:
    """Whom we ask, when, and in whose turn."""

    others: Others
    turns: Turns
    now: datetime

    def may_ask(self, domain: str) -> None:
        """Raises Unreachable for a server that rests, since nothing reached it."""
        if servers.rests(domain, now=self.now):
            raise Unreachable("its server did not answer of late")


def look_up(wanted: Waiting, asking: Asking) -> None:
    """Ask, and write down what was found or why nothing was."""
    person_id = post_id = None
    trouble, now = "", asking.now
    try:
        asking.may_ask(server_of(wanted))
        if wanted.what == "thread":
            post_id = _thread(wanted.sought, asking)
        elif wanted.what == "outbox":
            person_id = _outbox(wanted.sought, asking)
        elif wanted.what == "server":
            _server(wanted.sought, asking)
        else:
            person_id, post_id = _any(wanted.sought, asking.others, now)
    except _TROUBLE as reason:
        trouble = str(reason) or type(reason).__name__
        log.info("nothing found at %s: %s", wanted.sought, trouble)
    lookups.settle(wanted.id, person_id=person_id, post_id=post_id, trouble=trouble, now=now)


def _any(sought: str, others: Others, now: datetime) -> tuple[int | None, int | None]:
    if sought.startswith(("https://", "http://")):
        return others.found_at(sought, now=now)
    handle, _at, domain = sought.partition("@")
    return others.called(handle, domain, now=now), None


def _thread(uri: str, asking: Asking) -> int | None:
    """Bring what was answered to a post, and to that, breadth first, as far as servers list it."""
    first = posts.by_uri(uri)
    if first is None:
        return None
    left = _MOST_ANSWERS
    waiting, seen = [first.replies], {uri}
    while waiting and left > 0:
        collection = waiting.pop(0)
        for each in _items(collection, asking):
            answer = address(each)
            if not answer or answer in seen or left <= 0:
                continue
            seen.add(answer)
            left -= 1
            post_id = _brought(each, collection, asking)
            known = None if post_id is None else posts.of_post(post_id)
            if known is not None and known.replies:
                waiting.append(known.replies)
    return first.post_id


def _outbox(uri: str, asking: Asking) -> int | None:
    """Bring what somebody said of late, as far as it is for everybody, and what she keeps on top."""
    known = actors.by_uri(uri)
    if known is None:
        return None
    outbox, featured = actors.outbox_of(known.person_id), actors.ties_of(known.person_id).featured
    said = [each for each in _items(outbox, asking) if "Create" in types(each)]
    for each in said[:_MOST_SAID]:
        _brought(each.get("object"), outbox, asking)
    if featured:
        kept = [_brought(each, featured, asking) for each in _items(featured, asking)[:MOST_PINS]]
        pin_arrived(known.person_id, post_ids=[each for each in kept if each is not None], now=asking.now)
    return known.person_id


def _server(domain: str, asking: Asking) -> None:
    """What runs there."""
    found = asking.others.software_of(domain, now=asking.now)
    meeting.learn_software(domain, software=found.name, version=found.version)


def _items(collection: str, asking: Asking) -> list[Any]:
    if not collection:
        return []
    try:
        asking.may_ask(domain_of(collection))
        asking.turns.wait(domain_of(collection))
        return asking.others.items_of(collection, now=asking.now, most_pages=_PAGES)
    except _TROUBLE:
        return []


def _brought(each: object, collection: str, asking: Asking) -> int | None:
    """One post: as it stands in the collection only if that is of the post's own server."""
    uri = address(each)
    if not uri:
        return None
    known = posts.by_uri(uri)
    if known is not None:
        return known.post_id
    try:
        if isinstance(each, dict) and _is_whole(each) and domain_of(uri) == domain_of(collection):
            return asking.others.take_post(each, now=asking.now)
        asking.may_ask(domain_of(uri))
        asking.turns.wait(domain_of(uri))
        return asking.others.post_of(uri, now=asking.now)
    except _TROUBLE:
        return None


def _is_whole(each: Json) -> bool:
    return "attributedTo" in each and "content" in each


#: Those of this server.
LOOKUPS = workers(pause=_PAUSE)
