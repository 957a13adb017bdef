"""How a peer is asked: its record's files, its public proposals, and its word on our record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.safely import Answer, fetch, post
from commonhold.ground.fetching.trouble import CannotFetch, NotFine
from commonhold.ground.installation.queries import place

_KINDS = frozenset({"text/plain", "application/octet-stream", "application/json"})
_LARGEST = 20_000_000  # bytes: a bundle holds 256 leaves of 64 KB at most
_TIMEOUT, _GONE = 10.0, frozenset({404, 410})
_MOST_SHOWN, _LONGEST_TITLE = 20, 200


@dataclass(frozen=True)
class PeerReader:
    """A peer's published log (rulebook.merkle.Reader): a missing file is None. Raises CannotFetch."""

    url: str
    network: Network = INTERNET

    def read(self, path: str) -> bytes | None:
        try:
            came = fetch(
                f"{self.url}/record/{path}",
                agent=_agent(),
                kinds=_KINDS,
                limit_bytes=_LARGEST,
                timeout=_TIMEOUT,
                network=self.network,
            )
        except NotFine as answer:
            if answer.status in _GONE:
                return None
            raise
        return came.body

    def paths(self) -> None:
        return None


def ask_to_witness(url: str, body: bytes, *, network: Network = INTERNET) -> Answer:
    """POST to its witness (C2SP tlog-witness). Raises CannotFetch."""
    return post(
        f"{url}/witness/add-checkpoint",
        body=body,
        agent=_agent(),
        headers={"Content-Type": "text/plain; charset=utf-8"},
        timeout=_TIMEOUT,
        network=network,
    )


def tell(url: str, path: str, body: bytes, *, limit_bytes: int, network: Network = INTERNET) -> Answer:
    """POST a signed note to it; what it answers, up to so many bytes. Raises CannotFetch."""
    return post(
        f"{url}/{path}",
        body=body,
        agent=_agent(),
        headers={"Content-Type": "text/plain; charset=utf-8"},
        timeout=_TIMEOUT,
        limit_bytes=limit_bytes,
        network=network,
    )


def public_proposals(url: str, *, network: Network = INTERNET) -> list[dict[str, Any]] | None:
    """`{title, state, url}` of what it decides in public, as its co-op API tells; None where it does not."""
    try:
        came = fetch(f"{url}/api/commonhold/v1/proposals", agent=_agent(), kinds=_KINDS, network=network)
        said = json.loads(came.body)
    except (CannotFetch, ValueError):
        return None
    rows = said.get("proposals") if isinstance(said, dict) else said
    if not isinstance(rows, list):
        return None
    return [shown for each in rows[:_MOST_SHOWN] if (shown := _shown(url, each)) is not None]


def read_labelers(url: str, path: str, *, limit_bytes: int, network: Network = INTERNET) -> bytes:
    """Its labelers, or with "17/" what one of them says, as it signed that. Raises CannotFetch."""
    came = fetch(
        f"{url}/labelers/{path}list",
        agent=_agent(),
        kinds=_KINDS,
        limit_bytes=limit_bytes,
        timeout=_TIMEOUT,
        network=network,
    )
    return came.body


def _shown(url: str, each: object) -> dict[str, Any] | None:
    if not isinstance(each, dict):
        return None
    title, state, number = each.get("title"), each.get("state"), str(each.get("id", ""))
    if not isinstance(title, str) or not isinstance(state, str) or not number.isdigit():
        return None
    return {"title": title[:_LONGEST_TITLE], "state": state[:40], "url": f"{url}/decide/{number}"}


def _agent() -> str:
    here = place()
    return "Commonhold/1 (witness)" + ("" if here is None else f" (+{here.public_url}/record)")
