"""Look whether the pages that people link to link back. Run by the courier, outside any transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.safely import fetch
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.installation.queries import place
from commonhold.social.people.actions.verifying import note_whether_it_links_back
from commonhold.social.people.links import is_same_site, links_back
from commonhold.social.people.queries.verifying import links_to_look_at, public_address

_AT_ONCE = 4
_MOST_BYTES = 500_000


def is_due(now: datetime) -> bool:
    """Has the time of any page come?"""
    return bool(place() and links_to_look_at(now, limit=1))


def look_for_links_back(now: datetime, network: Network = INTERNET) -> int:
    """Look at the pages whose time has come, a few at a time; how many there were."""
    here, waiting = place(), links_to_look_at(now, limit=_AT_ONCE)
    if here is None or not waiting:
        return 0
    agent = f"CommonholdBot/1 (profile links) (+{here.public_url}/about)"
    look = partial(_finding, agent=agent, network=network)
    addresses = [public_address(each.handle) or "" for each in waiting]
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="links back") as lookers:
        findings = list(lookers.map(look, [each.url for each in waiting], addresses))
    for each, found in zip(waiting, findings, strict=True):
        note_whether_it_links_back(each.field_id, value=each.url, found=found, now=now)
    return len(waiting)


def _finding(url: str, address: str, *, agent: str, network: Network) -> bool | None:
    """Does the page at `url` link back to `address`? None when it can't be read."""
    try:
        came = fetch(url, agent=agent, limit_bytes=_MOST_BYTES, network=network)
    except CannotFetch:
        return None
    return is_same_site(url, came.url) and links_back(came.body, address)
