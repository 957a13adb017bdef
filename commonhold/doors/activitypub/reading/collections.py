"""Collections of other servers, and their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonhold.doors.activitypub.reading.values import Json, address, every, types
from commonhold.doors.activitypub.trouble import Strange
from commonhold.social.servers.queries import domain_of

_KINDS = {"Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"}


@dataclass(frozen=True)
class ReadPage:
    """What is in it, and where the next of it is: `embedded` in it, or at the address `following`."""

    items: list[Any]
    following: str
    embedded: Json | None
    total: int | None


def read_page(source: Json, *, uri: str) -> ReadPage:
    """Read a collection or a page of it; only pages of the same server are followed. Raises Strange."""
    if not types(source) & _KINDS:
        raise Strange("no collection")
    items = every(source.get("orderedItems", source.get("items")))
    is_page = bool(types(source) & {"CollectionPage", "OrderedCollectionPage"})
    target = source.get("next") if is_page else source.get("first")
    is_whole = isinstance(target, dict) and bool(types(target) & _KINDS)
    following = "" if is_whole else address(target)
    total = source.get("totalItems")
    return ReadPage(
        items=items,
        following=following if domain_of(following) == domain_of(uri) else "",
        embedded=target if is_whole else None,
        total=total if isinstance(total, int) and not isinstance(total, bool) else None,
    )
