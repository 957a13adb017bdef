"""What a reader was told, written from memory: `entities/notifications.py` says how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.notifications import text_of
from commonhold.doors.mastodon.front.bodies import compact
from commonhold.doors.mastodon.front.joining import closed, written
from commonhold.social.filters.matching import Place
from commonhold.social.memory.home import Stand, TooFar
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.told import Told
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.app_types import type_of


def joined(memory: Memory, reader: Reader, found: Sequence[Told]) -> bytes:
    """A list of notifications; one about a post that her filters hide is left out. Raises Missing, TooFar."""
    about = {each.post.id: each.post for each in found if each.post is not None}
    stands = [Stand(each.id, each, None) for each in about.values() if not each.is_removed]
    people = {each.account for each in found}
    made = written(memory, reader, stands, Place.NOTIFICATIONS, beside=people)
    said = {stand.place: b"".join(each)[:-1] for stand, each in zip(stands, made, strict=True)}
    faces: dict[int, Any] = {each: memory.people[each].of(reader.id) for each in people}  # type: ignore[union-attr]  # `written` saw to it
    pieces = [b"["]
    for each in found:
        head = each.head or _head(each)
        if each.post is None:
            pieces += (head, faces[each.account], b"},")
        elif status := said.get(each.post.id):
            pieces += (head, faces[each.account], b',"status":', status, b"},")
    return closed(pieces)


def _head(told: Told) -> bytes:
    line = told.line
    if line is None:
        raise TooFar
    head = {
        "id": str(line.id),
        "type": type_of(line.kind),
        "created_at": instant(_at(line.at)),
        "group_key": text_of(for_apps.key_of_line(line)),
    }
    made = compact(head)[:-1] + b',"account":'
    told.head, told.line = made, None
    return made


def _at(at: datetime | str) -> datetime:
    """SQLite has times as text, in UTC."""
    return datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at.astimezone(UTC)
