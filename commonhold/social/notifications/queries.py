"""What a person was told, as far as she may still see what it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Asking, Prepared
from commonhold.social.notifications.kinds import Kind, Tab, Way, kinds
from commonhold.social.notifications.models import (
    Device,
    DigestWish,
    KindWish,
    Notification,
    ReadMark,
    StrangerWish,
)
from commonhold.social.notifications.refusals import NoSuchNotification, NoSuchSubscription
from commonhold.social.notifications.wants import chosen
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.visibility import visible_posts

_MOST_HINTS = 2000
_WINDOW = 400  # rows in which a page looks for what belongs together


@dataclass(frozen=True)
class NotificationView:
    """One line of what happened. `subject` is "proposal:ID" and the like where it is about no post."""

    id: int
    kind: str
    actor: PersonLine | None
    post: PostView | None
    subject: str
    words: str
    at: datetime
    is_read: bool


@dataclass(frozen=True)
class Group:
    """What belongs together: the same kind of thing about the same. `id` is that of the newest.

    `actors` are the people who did it, the latest first, each once.
    """

    id: int
    kind: str
    actors: tuple[PersonLine, ...]
    post: PostView | None
    subject: str
    words: str
    at: datetime
    is_read: bool


@dataclass(frozen=True)
class Page:
    """Groups, newest first; `older` is where the next page begins, None at the end."""

    groups: list[Group]
    older: int | None


@dataclass(frozen=True)
class KindChoice:
    """By which ways the viewer is told of a kind."""

    kind: Kind
    ways: frozenset[Way]


@dataclass(frozen=True)
class StrangerChoice:
    """ "accept" or "apart", each."""

    strangers: str
    newcomers: str


@dataclass(frozen=True)
class RequestView:
    """A stranger from whom something waits."""

    person: PersonLine
    count: int


@dataclass(frozen=True)
class MarkView:
    """A notification's id up to which somebody has read; `version` grows whenever it moves on."""

    up_to: int
    version: int
    at: datetime


@dataclass(frozen=True)
class DeviceView:
    """A browser that rings. `rings_for_both`: for the viewer's other profile too."""

    id: int
    label: str
    shows_private: bool
    since: datetime
    rings_for_both: bool = False


@dataclass(frozen=True)
class SubscriptionView:
    """An app that rings: for which of Mastodon's types, and whose doing ("all", "followed" …)."""

    id: int
    endpoint: str
    alerts: frozenset[str]
    whose: str
    is_standard: bool


def for_person(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[NotificationView]:
    """What the viewer was told, one by one, newest first; two statements."""
    return [row for row in _views(viewer, _of(viewer), before, limit) if row is not None]


def grouped(viewer: Viewer, *, tab: Tab | None = None, before: int | None = None, limit: int = 20) -> Page:
    """What the viewer was told, what belongs together as one; two statements.

    Each row stands on one page only: a group whose older part is far away goes on there.
    """
    rows = _of(viewer)
    if tab is not None:
        rows = rows.filter(kind__in=[each.code for each in kinds(tab)])
    found: dict[tuple[str, str], list[NotificationView]] = {}
    last = None
    seen = _views(viewer, rows, before, _WINDOW)
    for row in seen:
        key = _belongs_to(row)
        if key not in found and len(found) == limit:
            return Page([together(each) for each in found.values()], last)
        found.setdefault(key, []).append(row)
        last = row.id
    return Page([together(each) for each in found.values()], last if len(seen) == _WINDOW else None)


def unread(viewer: Viewer, notification_id: int) -> Group | None:
    """One, if the viewer has not read it and may still see what it is about."""
    rows = seen_by(viewer).filter(id=notification_id, read_at=None)
    found = _views(viewer, rows.exclude(box=Notification.Box.REQUESTS), None, 1)
    return together(found) if found else None


def group_of(viewer: Viewer, notification_id: int) -> Group:
    """One of the viewer's, read or not. Raises NoSuchNotification."""
    found = _views(viewer, seen_by(viewer).filter(id=notification_id), None, 1)
    if not found:
        raise NoSuchNotification
    return together(found)


def unread_about(viewer: Viewer, *, kind: str, subjects: Collection[str]) -> set[str]:
    """Those of these subjects about which the viewer was told and has not read."""
    rows = Notification.objects.filter(person_id=viewer.person_id or 0, kind=kind, subject__in=subjects)
    return set(rows.filter(read_at=None).values_list("subject", flat=True))


def for_digest(viewer: Viewer, *, after: int) -> list[Group]:
    """What the viewer was told after the id `after`, has not read, and wants to have by mail."""
    by_mail = [each.kind.code for each in kind_choices(viewer) if Way.MAIL in each.ways]
    rows = seen_by(viewer).filter(id__gt=after, read_at=None, kind__in=by_mail)
    found: dict[tuple[str, str], list[NotificationView]] = {}
    for row in _views(viewer, rows.exclude(box=Notification.Box.REQUESTS), None, _WINDOW):
        found.setdefault(_belongs_to(row), []).append(row)
    return [together(each) for each in found.values()]


def devices(viewer: Viewer) -> list[DeviceView]:
    """The viewer's browsers that ring, the latest first. Apps ring as long as they are let in."""
    if viewer.person_id is None:
        return []
    rows = Device.objects.filter(person_id=viewer.person_id, token=None).order_by("-id")
    shared = rows.annotate(shared=Exists(others_on(OuterRef("endpoint"), OuterRef("person_id"))))
    return [DeviceView(row.id, row.label, row.shows_private, row.since, row.shared) for row in shared]


def others_on(endpoint: str | OuterRef, person_id: int | OuterRef) -> QuerySet[Device]:
    """For whom else a browser rings: the other profile of the same human; for this room alone."""
    return Device.objects.filter(endpoint=endpoint, token=None).exclude(person_id=person_id)


def subscription(viewer: Viewer, token_id: int) -> SubscriptionView:
    """What the app that holds this token rings for. Raises NoSuchSubscription."""
    row = Device.objects.filter(person_id=viewer.person_id or 0, token_id=token_id).first()
    if row is None:
        raise NoSuchSubscription
    return SubscriptionView(
        row.id, row.endpoint, frozenset(row.alerts.split()), str(row.whose), row.is_standard
    )


def digest_rhythm(viewer: Viewer) -> str:
    """ "never", "daily" or "weekly"."""
    me = viewer.person_id
    row = None if me is None else DigestWish.objects.filter(person_id=me).first()
    return "never" if row is None else row.rhythm


def counting_unread(viewer: Viewer) -> Asking[int]:
    """The same as `unread_count`, to be asked together with others."""
    return _UNREAD.counting(me=viewer.person_id or 0)


def unread_count(viewer: Viewer) -> int:
    """How much the viewer was told and has not read."""
    return 0 if viewer.person_id is None else _UNREAD.count(me=viewer.person_id)


def read_mark(viewer: Viewer) -> MarkView | None:
    """Up to where the viewer has read, if she or an app of hers said so."""
    row = ReadMark.objects.filter(person_id=viewer.person_id or 0).first()
    return None if row is None else MarkView(row.up_to, row.version, row.at)


def requests(
    viewer: Viewer, *, before: int | None = None, limit: int = 40
) -> tuple[list[RequestView], int | None]:
    """Who is kept apart and wanted something, the latest first, and where the next page begins."""
    by_each = kept_apart(viewer).values("actor_id").annotate(latest=Max("id"), count=Count("id"))
    if before is not None:
        by_each = by_each.filter(latest__lt=before)
    found = list(by_each.order_by("-latest")[: limit + 1])
    shown = found[:limit]
    known = people.lines(viewer, [each["actor_id"] for each in shown])
    older = int(shown[-1]["latest"]) if len(found) > limit else None
    return [RequestView(known[each["actor_id"]], each["count"]) for each in shown], older


def request_count(viewer: Viewer) -> int:
    """From how many people something waits that the viewer keeps apart."""
    return int(kept_apart(viewer).aggregate(n=Count("actor_id", distinct=True))["n"])


def kind_choices(viewer: Viewer) -> list[KindChoice]:
    """Every kind, with the viewer's own wish or what the kind proposes."""
    me = viewer.person_id
    rows = [] if me is None else KindWish.objects.filter(person_id=me)
    own = {row.kind: chosen(row.here, row.push, row.mail) for row in rows}
    return [KindChoice(each, own.get(each.code, each.ways)) for each in kinds()]


def stranger_choice(viewer: Viewer) -> StrangerChoice:
    me = viewer.person_id
    row = None if me is None else StrangerWish.objects.filter(person_id=me).first()
    return StrangerChoice("accept", "accept") if row is None else StrangerChoice(row.strangers, row.newcomers)


def told_after(after: int) -> dict[int, int]:
    """Who was told something after the id `after`: person by row. Only to wake streams up."""
    return dict(_TOLD.rows(after=after))


def kept_apart(viewer: Viewer) -> QuerySet[Notification]:
    """The rows that wait among the viewer's requests; for this room alone."""
    return seen_by(viewer).filter(box=Notification.Box.REQUESTS, actor__removed_at=None)


def views_of(viewer: Viewer, ids: Collection[int]) -> list[NotificationView]:
    """Rows that `seen_by` gave, newest first; some statements however many there are."""
    mine = Notification.objects.filter(person_id=viewer.person_id or 0, id__in=ids)
    return _views(viewer, mine, None, len(ids)) if ids else []


def _of(viewer: Viewer) -> QuerySet[Notification]:
    return seen_by(viewer).filter(box=Notification.Box.INBOX)


def seen_by(viewer: Viewer) -> QuerySet[Notification]:
    """All rows of the viewer's whose post and actor she may still see, in any box; for this room alone."""
    if viewer.person_id is None:
        return Notification.objects.none()
    # Asked row by row: a list of all that she may see would be as long as the place is old.
    there = visible_posts(viewer).filter(id=OuterRef("post_id"), removed_at=None)
    about_what_is_there = Q(post=None) | Q(Exists(there))
    by_whom = Q(actor=None) | not_hidden_from(viewer.person_id, "actor")
    return Notification.objects.filter(about_what_is_there, by_whom, person_id=viewer.person_id)


def _views(
    viewer: Viewer, rows: QuerySet[Notification], before: int | None, limit: int
) -> list[NotificationView]:
    rows = rows.select_related("actor").order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    page = list(rows[:limit])
    wanted = sorted({row.post_id for row in page if row.post_id is not None})
    # What became invisible between the two statements is left out.
    seen = {each.id: each for each in posts.posts(viewer, wanted)} if wanted else {}
    return [
        NotificationView(
            id=row.id,
            kind=row.kind,
            actor=None if row.actor is None else people.line_of(row.actor),
            post=None if row.post_id is None else seen[row.post_id],
            subject=row.subject,
            words=row.words,
            at=row.told_at,
            is_read=row.read_at is not None,
        )
        for row in page
        if row.post_id is None or row.post_id in seen
    ]


def _belongs_to(row: NotificationView) -> tuple[str, str]:
    """What is about nothing in particular, such as being followed, belongs to its day."""
    return row.kind, row.subject or row.at.date().isoformat()


def together(rows: Sequence[NotificationView]) -> Group:
    """What belongs together as one; the newest row first."""
    newest = rows[0]
    actors = {row.actor.id: row.actor for row in rows if row.actor is not None}
    return Group(
        id=newest.id,
        kind=newest.kind,
        actors=tuple(actors.values()),
        post=newest.post,
        subject=newest.subject,
        words=newest.words,
        at=newest.at,
        is_read=all(row.is_read for row in rows),
    )


def _unread(*, me: int) -> QuerySet[Notification, int]:
    return _of(Viewer(me)).filter(read_at=None).values_list("id", flat=True)


_TOLD = Prepared(
    lambda *, after: (
        Notification.objects.filter(id__gt=after).order_by("-id").values_list("id", "person_id")[:_MOST_HINTS]
    )
)
# Every page asks this.
_UNREAD = Prepared(_unread)
