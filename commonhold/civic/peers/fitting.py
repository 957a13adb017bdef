"""What another co-op must show to become a peer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from commonhold.civic.peers.models import Peer
from commonhold.civic.peers.refusals import NotAKey, NotAnAddress, PeerIsUs, PeerNamed, PeerThere
from commonhold.ground.installation.queries import must_be_founded
from rulebook.merkle import COSIGNATURE_V1, MalformedNote, VerifierKey, parse_vkey

LONGEST_NAME = 80
_LONGEST_URL, _LONGEST_KEY = 200, 400


def must_fit(name: str, url: str, log_key: str, witness_key: str) -> None:
    """Could this be a peer? Raises PeerNamed, NotAnAddress, PeerIsUs, PeerThere or NotAKey."""
    if not 2 <= len(name.strip()) <= LONGEST_NAME:
        raise PeerNamed(LONGEST_NAME)
    address = tidy(url)
    if Peer.objects.filter(url=address, until=None).exists():
        raise PeerThere
    log, witness = parsed(log_key, "log_key"), parsed(witness_key, "witness_key", type=COSIGNATURE_V1)
    if must_be_founded().record_origin == log.name or log.public_key == witness.public_key:
        raise PeerIsUs if log.public_key != witness.public_key else NotAKey("witness_key")


def tidy(url: str) -> str:
    """The address without a slash at its end. Raises NotAnAddress or PeerIsUs."""
    address = url.strip().rstrip("/")
    parts = urlsplit(address)
    is_plain = parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment)
    if not is_plain or "@" in parts.netloc or len(address) > _LONGEST_URL:
        raise NotAnAddress
    if address == must_be_founded().public_url.rstrip("/"):
        raise PeerIsUs
    return address


def parsed(text: str, field: str, **which: Any) -> VerifierKey:
    """The key that it spells. Raises NotAKey."""
    try:
        if len(text) > _LONGEST_KEY:
            raise NotAKey(field)
        return parse_vkey(text.strip(), **which)
    except MalformedNote as broken:
        raise NotAKey(field) from broken
