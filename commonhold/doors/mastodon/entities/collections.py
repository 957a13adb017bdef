"""Collections of people (docs.joinmastodon.org/entities/Collection, CollectionItem)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.times import instant
from commonhold.ground import ids
from commonhold.social.collections.queries import CollectionLine, Item

_STATES = {"asked": "pending", "accepted": "accepted"}
Entity = dict[str, Any]


def collection(line: CollectionLine, items: Sequence[Item]) -> Entity:
    url = address(f"/collections/{line.id}")
    shown = [each for each in items if each.state == "accepted"]
    return {
        "id": str(line.id),
        "account_id": str(line.curator.id),
        "uri": url,
        "url": url,
        "name": line.title,
        "description": line.summary,
        "language": None,
        "local": True,
        "sensitive": False,
        "discoverable": True,
        "tag": None,
        "item_count": len(shown),
        "items": [item(each) for each in items],
        "created_at": instant(line.made_at),
        "updated_at": instant(max([line.made_at, *(each.since for each in shown)])),
    }


def item(each: Item) -> Entity:
    return {
        "id": str(each.id),
        "account_id": str(each.person_id),
        "state": _STATES[each.state],
        "created_at": instant(ids.time_of(each.id)),
    }
