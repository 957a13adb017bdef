"""Asking another server for a document, signed by our own server's actor."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.inbox.shape import Misshapen, object_of
from commonhold.doors.activitypub.reading.values import NoMore
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.doors.calls.addresses import base
from commonhold.ground.fetching.kinds import ACCEPT_ACTIVITY, ACTIVITY, HTML
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.safely import Fetched, fetch
from commonhold.ground.fetching.trouble import (
    CannotFetch,
    NoAnswer,
    NotFine,
    OtherKind,
    TookTooLong,
)
from commonhold.ground.installation import test_mode
from commonhold.ground.signing.cavage import sign_cavage
from commonhold.ground.signing.messages import sign_message
from commonhold.social.actors.keys import SERVER, private_key
from commonhold.social.servers import actions as servers
from commonhold.social.servers.policies import is_blocked
from commonhold.social.servers.queries import CAVAGE, RFC_9421, domain_of, signing_of

_LARGEST = 1_000_000
_SECONDS = 8.0
_MADE_UP = (".example", ".invalid")  # RFC 2606: as in a sample co-op, and never there
_NOT_FOUND, _GONE, _NOT_ACCEPTABLE = 404, 410, 406
_NOT_SIGNED_AS_WANTED = frozenset({400, 401, 403})


@dataclass(frozen=True)
class Document:
    """What came; `url` is where it was found in the end."""

    url: str
    source: dict[str, Any]


class OtherwiseWritten(Strange):
    """What is there is of no kind that was asked for; a page for people, perhaps."""


@dataclass(frozen=True)
class _Question:
    """What is asked for, and how its kinds are named."""

    url: str
    kinds: Collection[str]
    accept: str
    now: datetime
    network: Network

    def asked(self, signing: str) -> Fetched:
        """Raises CannotFetch."""
        sign = sign_cavage if signing == CAVAGE else sign_message
        key, key_id = private_key(SERVER, now=self.now), addresses.key(addresses.server())

        def signed(method: str, address: str) -> Mapping[str, str]:
            return sign(method, address, {}, None, key_id=key_id, key=key, now=self.now)

        return fetch(
            self.url,
            agent=agent(),
            limit_bytes=_LARGEST,
            timeout=_SECONDS,
            kinds=self.kinds,
            accept=self.accept,
            sign=signed,
            network=self.network,
        )


def ask(
    url: str,
    *,
    now: datetime,
    kinds: Collection[str] = ACTIVITY,
    accept: str = ACCEPT_ACTIVITY,
    network: Network = INTERNET,
) -> Document:
    """The document, asked for in the name of our server: as its server takes signatures, or the other way.

    Raises Unreachable, Strange, Blocked, NoMore for what is gone, and OtherwiseWritten.
    """
    came = _asked_for(url, kinds, accept, now, network)
    if came.is_cut:
        raise Strange("it is too long")
    try:
        return Document(came.url, object_of(came.body))
    except Misshapen as wrong:
        raise Strange(str(wrong)) from wrong


def page_at(url: str, *, now: datetime, network: Network = INTERNET) -> tuple[str, str]:
    """A page for people: where it was found in the end, and its HTML. Raises as `ask`."""
    came = _asked_for(url, HTML, "text/html", now, network)
    return came.url, came.body.decode("utf-8", "replace")


def _asked_for(url: str, kinds: Collection[str], accept: str, now: datetime, network: Network) -> Fetched:
    domain = domain_of(url)
    if not domain or addresses.is_ours(url):
        raise Strange("it is no address of another server")
    if is_blocked(domain):
        raise Blocked(f"{domain} is blocked")
    if network is INTERNET and domain.endswith(_MADE_UP):
        raise Strange("there is no such server")
    if url.startswith("http:") and network is INTERNET and not test_mode.allows_loopback():
        raise Strange("nobody can tell who speaks without TLS")
    question = _Question(url, kinds, accept, now, network)
    try:
        return _either_way(question, domain)
    except CannotFetch as trouble:
        raise _said(trouble) from trouble


def _either_way(question: _Question, domain: str) -> Fetched:
    """What is taken the other way is remembered. Raises CannotFetch."""
    first = signing_of(domain)
    try:
        return question.asked(first)
    except NotFine as no:
        if no.status not in _NOT_SIGNED_AS_WANTED:
            raise
    second = RFC_9421 if first == CAVAGE else CAVAGE
    came = question.asked(second)
    servers.learn_signing(domain, signing=second, now=question.now)
    return came


def agent() -> str:
    """Says who asks."""
    return f"Commonhold (+{base()}/about)"


def _said(trouble: CannotFetch) -> Exception:
    """The same in the words of this door."""
    if isinstance(trouble, NotFine):
        return _said_with(trouble.status)
    if isinstance(trouble, NoAnswer | TookTooLong):
        return Unreachable("its server does not answer")
    if isinstance(trouble, OtherKind):
        return OtherwiseWritten("it can't be read: of another kind")
    return Strange(f"it can't be read: {trouble}")


def _said_with(status: int) -> Exception:
    words = f"its server says {status}"
    if status in {_NOT_FOUND, _GONE}:
        return NoMore(words, is_for_good=status == _GONE)
    if status == _NOT_ACCEPTABLE:
        return OtherwiseWritten(words)
    return Unreachable(words) if status == 429 or status >= 500 else Strange(words)
