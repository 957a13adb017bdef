"""What a person was told, as apps read it: one by one, or what belongs together on one day as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from commonhold.ground import ids
from commonhold.ground.changes.reading import Reading
from commonhold.ground.prepared import Prepared, Row
from commonhold.ground.spans import Span, Spanned
from commonhold.social.notifications import queries
from commonhold.social.notifications.app_types import IN_THE_AUTHORS_NAME, KINDS, TOGETHER
from commonhold.social.notifications.models import Notification
from commonhold.social.notifications.queries import NotificationView
from commonhold.social.notifications.refusals import NoSuchNotification
from commonhold.social.people.queries import PersonLine, Viewer

_WINDOW = 400  # rows in which a page looks for what belongs together
_MOST_COUNTED = 5000
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """Which of it an app asks for: of these kinds, by this person, with what is kept apart."""

    kinds: frozenset[str] = KINDS
    by: int | None = None
    with_requests: bool = False


@dataclass(frozen=True, order=True)
class Key:
    """What tells one group from the others. A `day` counts from 1970, in UTC; 0 stands alone as `number`.

    `number` is the post that a group is about, 0 for being followed.
    """

    kind: str
    number: int
    day: int = 0


@dataclass(frozen=True)
class Together:
    """A group, or its part on a page: its rows, newest first, and how many there are of it in all."""

    key: Key
    rows: tuple[NotificationView, ...]
    count: int
    newest: int


@dataclass(frozen=True)
class PageOfGroups:
    """Groups, newest first. `oldest` is the last row of the page; `goes_on`: there may be older ones."""

    groups: list[Together]
    oldest: int | None
    goes_on: bool


def told(viewer: Viewer, span: Span, wanted: Wanted) -> list[NotificationView]:
    """One by one, newest first; a few statements whatever the span."""
    return _views(viewer, [row_id for row_id, _kind, _post_id in _listed(viewer, wanted, span)])


class Line(NamedTuple):
    """A row that an app reads, as the database has it. `at` is text on SQLite."""

    id: int
    kind: str
    post_id: int | None
    actor_id: int | None
    at: datetime | str


def told_in(reading: Reading, viewer: Viewer, span: Span) -> list[Line]:
    """The same of everything that apps read, over a connection of the caller's own. Raises TookTooLong."""
    asked = _lines(span.limit).question(me=viewer.person_id or 0, top=span.top, floor=span.floor)
    return [Line(*row) for row in reading.ask(*asked)]


def one(viewer: Viewer, notification_id: int) -> NotificationView:
    """One that apps read, kept apart or not. Raises NoSuchNotification."""
    rows = _rows(viewer, Wanted(with_requests=True)).filter(id=notification_id)
    found = _views(viewer, list(rows.values_list("id", flat=True)))
    if not found:
        raise NoSuchNotification
    return found[0]


def among(viewer: Viewer, notification_ids: Collection[int]) -> list[NotificationView]:
    """Those of some that apps read in the viewer's inbox, oldest first."""
    if not notification_ids:
        return []
    rows = _rows(viewer, Wanted()).filter(id__in=notification_ids).order_by("-id")
    return _views(viewer, list(rows.values_list("id", flat=True)))[::-1]


def meant_by(viewer: Viewer, notification_id: int) -> int:
    """The notification that an app names: JavaScript rounds numbers of this size to sixteens."""
    near = Q(id__gte=notification_id - 8, id__lte=notification_id + 8)
    rows = queries.seen_by(viewer).filter(near).values_list("id", flat=True)
    return min(rows, key=lambda each: abs(each - notification_id), default=notification_id)


def unread_count(viewer: Viewer, wanted: Wanted, *, most: int) -> int:
    """How much the viewer has not read; counted up to `most`."""
    return _rows(viewer, wanted).filter(read_at=None)[:most].count()


def unread_groups(viewer: Viewer, wanted: Wanted, *, together: Collection[str], most: int) -> int:
    """In how many groups there is something that the viewer has not read; counted up to `most`."""
    rows = _rows(viewer, wanted).filter(read_at=None).order_by("-id")
    columns = rows.values_list("id", "kind", "post_id")[:_MOST_COUNTED]
    found = {_key(row_id, kind, post_id, together) for row_id, kind, post_id in columns}
    return min(len(found), most)


def grouped(
    viewer: Viewer, span: Span, wanted: Wanted, *, together: Collection[str] = TOGETHER
) -> PageOfGroups:
    """The groups of a span; what is not among the kinds `together` stands alone. Few statements.

    A group that reaches beyond a page goes on there under the same key, as apps expect.
    """
    window = _listed(viewer, wanted, Span(_WINDOW, span.before, span.since, span.after))
    if span.is_upwards:
        window.reverse()
    found: dict[Key, list[int]] = {}
    is_cut = len(window) == _WINDOW
    for row_id, kind, post_id in window:
        key = _key(row_id, kind, post_id, together)
        if key not in found and len(found) == span.limit:
            is_cut = True
            break
        found.setdefault(key, []).append(row_id)
    # From the old end, groups that began later were met first.
    groups = _made(viewer, wanted, {key: sorted(each, reverse=True) for key, each in found.items()})
    oldest = min((each for rows in found.values() for each in rows), default=None)
    return PageOfGroups(groups, oldest, goes_on=is_cut or (span.is_upwards and bool(groups)))


def group(viewer: Viewer, key: Key, *, most: int = _WINDOW) -> Together:
    """One group, with its latest rows. Raises NoSuchNotification."""
    found = list(_of_group(viewer, key).order_by("-id").values_list("id", flat=True)[:most])
    groups = _made(viewer, Wanted(with_requests=True), {key: found}) if found else []
    if not groups:
        raise NoSuchNotification
    return groups[0]


def ids_of_group(viewer: Viewer, key: Key) -> list[int]:
    """The rows of a group, for putting them away. Raises NoSuchNotification."""
    found = list(_of_group(viewer, key).values_list("id", flat=True)[:_MOST_COUNTED])
    if not found:
        raise NoSuchNotification
    return found


def key_of(view: NotificationView, *, together: Collection[str] = TOGETHER) -> Key:
    """The group that a row belongs to."""
    return _key(view.id, view.kind, None if view.post is None else view.post.id, together)


def key_of_line(line: Line) -> Key:
    return _key(line.id, line.kind, line.post_id, TOGETHER)


def account_of(view: NotificationView) -> PersonLine | None:
    """In whose name apps show it; without anybody they can't."""
    if view.post is not None and (view.actor is None or view.kind in IN_THE_AUTHORS_NAME):
        return view.post.author
    return view.actor


def _listed(viewer: Viewer, wanted: Wanted, span: Span) -> list[Row]:
    """Id, kind and post of the rows of a span, newest first."""
    if not wanted.kinds & KINDS:
        return []
    by = {} if wanted.by is None else {"by": wanted.by}
    asked = _listing(wanted.kinds & KINDS, wanted.with_requests)
    return asked.rows(span, me=viewer.person_id or 0, **by)


@lru_cache(maxsize=64)
def _listing(kinds: frozenset[str], with_requests: bool) -> Spanned:
    def build(*, me: int, by: int | None = None) -> QuerySet[Notification, Any]:
        return _rows(Viewer(me), Wanted(kinds, by, with_requests)).values_list("id", "kind", "post_id")

    return Spanned(build)


@lru_cache(maxsize=64)
def _lines(limit: int) -> Prepared:
    def build(*, me: int, top: int, floor: int) -> QuerySet[Notification, Any]:
        rows = _rows(Viewer(me), Wanted()).filter(id__lt=top, id__gt=floor).order_by("-id")
        return rows.values_list("id", "kind", "post_id", "actor_id", "told_at")[:limit]

    return Prepared(build)


def _rows(viewer: Viewer, wanted: Wanted) -> QuerySet[Notification]:
    boxes = [Notification.Box.INBOX, *([Notification.Box.REQUESTS] if wanted.with_requests else [])]
    rows = queries.seen_by(viewer).filter(box__in=boxes, kind__in=sorted(wanted.kinds & KINDS))
    rows = rows.exclude(actor=None, post=None)
    if wanted.by is not None:
        in_her_name = Q(kind__in=sorted(IN_THE_AUTHORS_NAME), post__author_id=wanted.by)
        rows = rows.filter(in_her_name | Q(actor_id=wanted.by) & ~Q(kind__in=sorted(IN_THE_AUTHORS_NAME)))
    return rows


def _of_group(viewer: Viewer, key: Key) -> QuerySet[Notification]:
    rows = _rows(viewer, Wanted(with_requests=True))
    if not key.day:
        return rows.filter(id=key.number)
    begins = datetime.fromtimestamp(0, tz=UTC) + key.day * _DAY
    rows = rows.filter(kind=key.kind, id__gte=_first_id(begins), id__lt=_first_id(begins + _DAY))
    return rows.filter(post_id=key.number) if key.number else rows.filter(post=None)


def _made(viewer: Viewer, wanted: Wanted, found: dict[Key, list[int]]) -> list[Together]:
    counted = _counted(viewer, wanted, found)
    views = {each.id: each for each in _views(viewer, [each for rows in found.values() for each in rows])}
    groups = []
    for key, rows in found.items():
        shown = tuple(views[each] for each in rows if each in views)
        if shown:
            count, newest = counted.get(key, (len(shown), rows[0]))
            groups.append(Together(key, shown, max(count, len(shown)), max(newest, rows[0])))
    return sorted(groups, key=lambda each: each.rows[0].id, reverse=True)


def _counted(viewer: Viewer, wanted: Wanted, keys: Iterable[Key]) -> dict[Key, tuple[int, int]]:
    """How many rows each group has on all pages, and its newest: one statement for all."""
    whole = [key for key in keys if key.day]
    if not whole:
        return {}
    epoch = datetime.fromtimestamp(0, tz=UTC)
    since = epoch + min(key.day for key in whole) * _DAY
    until = epoch + (max(key.day for key in whole) + 1) * _DAY
    posts = sorted({key.number for key in whole if key.number})
    rows = _rows(viewer, wanted).filter(
        Q(post_id__in=posts) | Q(post=None),
        kind__in=sorted({key.kind for key in whole}),
        id__gte=_first_id(since),
        id__lt=_first_id(until),
    )
    counted: dict[Key, tuple[int, int]] = {}
    for row_id, kind, post_id in rows.order_by("-id").values_list("id", "kind", "post_id")[:_MOST_COUNTED]:
        key = _key(row_id, kind, post_id, TOGETHER)
        count, newest = counted.get(key, (0, row_id))
        counted[key] = (count + 1, newest)
    return counted


def _key(row_id: int, kind: str, post_id: int | None, together: Collection[str]) -> Key:
    if kind not in together or kind not in TOGETHER:
        return Key("", row_id)
    day = (ids.time_of(row_id) - datetime.fromtimestamp(0, tz=UTC)) // _DAY
    return Key(kind, post_id or 0, day)


def _views(viewer: Viewer, row_ids: list[int]) -> list[NotificationView]:
    return queries.views_of(viewer, row_ids)


def _first_id(at: datetime) -> int:
    return ids.milliseconds(at) << 16
