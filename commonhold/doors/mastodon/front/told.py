"""What a reader was told, written from memory: `entities/notifications.py` says how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.notifications import text_of
from commonhold.doors.mastodon.front.bodies import compact
from commonhold.doors.mastodon.front.joining import written
from commonhold.social.filters.matching import Place
from commonhold.social.memory.home import Stand, TooFar
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.told import Told
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.app_types import IN_THE_AUTHORS_NAME, type_of


def joined(memory: Memory, reader: Reader, found: Sequence[Told]) -> bytes:
    """A list of notifications; one about a post that her filters hide is left out. Raises Missing, TooFar."""
    about = {each.post.id: each.post for each in found if each.post is not None}
    stands = [Stand(each.id, each, None) for each in about.values() if not each.is_removed]
    people = {_account(each) for each in found}
    made = written(memory, reader, stands, Place.NOTIFICATIONS, beside=people)
    said = {stand.place: each for stand, each in zip(stands, made, strict=True)}
    faces: dict[int, Any] = {each: memory.people.get(each).of(reader.id) for each in people}  # type: ignore[union-attr]  # `written` saw to it
    parts = []
    for each in found:
        status = b"" if each.post is None else said.get(each.post.id)
        if each.post is None:
            parts.append(b"%b%b}" % (_head(each), faces[_account(each)]))
        elif status:
            parts.append(b'%b%b,"status":%b}' % (_head(each), faces[_account(each)], status))
    return b"[" + b",".join(parts) + b"]"


def _account(told: Told) -> int:
    """In whose name apps show it, as `for_apps.account_of` has it."""
    post, actor = told.post, told.line.actor_id
    if post is not None and (actor is None or told.line.kind in IN_THE_AUTHORS_NAME):
        return int(post.author)
    if actor is None:
        raise TooFar
    return actor


def _head(told: Told) -> bytes:
    if told.head is None:
        line = told.line
        key = text_of(for_apps.key_of_line(line))
        head = {
            "id": str(line.id),
            "type": type_of(line.kind),
            "created_at": instant(_at(line.at)),
            "group_key": key,
        }
        told.head = compact(head)[:-1] + b',"account":'
    head_of_it: bytes = told.head
    return head_of_it


def _at(at: datetime | str) -> datetime:
    """SQLite has times as text, in UTC."""
    return datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at.astimezone(UTC)
