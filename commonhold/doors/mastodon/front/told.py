"""What a reader was told, written from memory: `entities/notifications.py` says how."""

from __future__ import annotations

from datetime import UTC, datetime

from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.notifications import text_of
from commonhold.doors.mastodon.front.bodies import Face, compact
from commonhold.doors.mastodon.front.joining import EACH, Missing, closed, face_of, written
from commonhold.social.filters.matching import Place
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.told import Page, Told
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.app_types import type_of

_STATUS = b',"status":'


def joined(memory: Memory, reader: Reader, page: Page) -> bytes:
    """A list of notifications; one about a post that her filters hide is left out. Raises Missing, TooFar."""
    try:
        said = _said(memory, reader, page)
    except Missing as missing:
        raise Missing(missing.posts, [*missing.people, *_faceless(memory, reader, page)]) from None
    me, people = reader.id, memory.people
    pieces: list[bytes] = []
    for each in page.rows:
        face: Face | None = people[each.account]
        account = None if face is None else face.for_all or face.of(me)
        if account is None:
            raise Missing([], _faceless(memory, reader, page))
        status = b"}," if each.about is None else said[each.about]
        if status:
            head = each.head
            pieces += (head if isinstance(head, bytes) else _head(each), account, status)
    return closed(pieces)


def _said(memory: Memory, reader: Reader, page: Page) -> list[bytes]:
    """How what is about each post ends; empty where she is not shown it. Raises Missing, TooFar."""
    there = [each for each in page.posts if not each.is_removed]
    pieces = written(memory, reader, there, Place.NOTIFICATIONS)
    shown = (b"".join(pieces[at : at + EACH]) for at in range(0, len(pieces), EACH))
    all_of_them = (b"" if each.is_removed else next(shown) for each in page.posts)
    return [_STATUS + each[:-1] + b"}," if each else b"" for each in all_of_them]


def _faceless(memory: Memory, reader: Reader, page: Page) -> list[int]:
    """In whose name she was told, if it is not known how they look."""
    people = {each.account for each in page.rows}
    return [each for each in people if face_of(memory, reader, each) is None]


def _head(told: Told) -> bytes:
    line: for_apps.Line = told.head
    head = {
        "id": str(line.id),
        "type": type_of(line.kind),
        "created_at": instant(_at(line.at)),
        "group_key": text_of(for_apps.key_of_line(line)),
    }
    made = compact(head)[:-1] + b',"account":'
    told.head = made
    return made


def _at(at: datetime | str) -> datetime:
    """SQLite has times as text, in UTC."""
    return datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at.astimezone(UTC)
