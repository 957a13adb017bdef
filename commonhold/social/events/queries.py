"""Events as their viewers may know them: what `visibility` does not allow is not found, or left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from commonhold.ground.spans import beyond
from commonhold.social.events.models import CalendarKey, Event, EventAnswer
from commonhold.social.events.refusals import (
    EventCancelled,
    EventIsOver,
    NoSuchCalendar,
    NoSuchEvent,
    NotYourEvent,
)
from commonhold.social.events.visibility import visible_events
from commonhold.social.groups import queries as groups
from commonhold.social.groups.queries import GroupLine
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer

_YES, _MAYBE = EventAnswer.Answer.YES, EventAnswer.Answer.MAYBE


@dataclass(frozen=True)
class EventView:
    """An event. `link` is for its host and those who may come; `answer` and `may_change` are the viewer's."""

    id: int
    title: str
    text: str
    host: PersonLine
    group: GroupLine | None
    audience: str
    starts_at: datetime
    ends_at: datetime | None
    time_zone: str
    place: str
    link: str
    has_link: bool
    capacity: int | None
    coming: int
    perhaps: int
    planned_at: datetime
    changed_at: datetime | None
    revision: int
    cancelled_at: datetime | None
    cancel_reason: str
    is_over: bool
    is_full: bool
    answer: str
    may_change: bool


#: Part of a list, and the id of the event after which the next part begins, if there is one.
Page = tuple[list[EventView], int | None]


@dataclass(frozen=True)
class Company:
    """Who comes, as far as the viewer may see them."""

    coming: Sequence[PersonLine]
    perhaps: Sequence[PersonLine]


def event(viewer: Viewer, event_id: int, *, now: datetime) -> EventView:
    """One event. Raises NoSuchEvent."""
    found = visible_events(viewer).select_related("host").filter(id=event_id).first()
    if found is None:
        raise NoSuchEvent
    return _views(viewer, [found], now)[0]


def event_to_change(viewer: Viewer, event_id: int, *, now: datetime) -> EventView:
    """One that the viewer may say anew. Raises NoSuchEvent, EventCancelled, EventIsOver or NotYourEvent."""
    found = event(viewer, event_id, now=now)
    if found.cancelled_at is not None:
        raise EventCancelled
    if found.is_over:
        raise EventIsOver
    if not found.may_change:
        raise NotYourEvent
    return found


def company(viewer: Viewer, event_id: int) -> Company:
    """Who comes, the earliest first; for people who are signed in. Raises NoSuchEvent."""
    if not visible_events(viewer).filter(id=event_id).exists():
        raise NoSuchEvent
    if viewer.person_id is None:
        return Company((), ())
    said = EventAnswer.objects.filter(
        not_hidden_from(viewer.person_id, "person"), event_id=event_id, person__removed_at=None
    )
    by_answer: dict[str, list[PersonLine]] = {_YES: [], _MAYBE: []}
    for row in said.select_related("person").order_by("since", "id"):
        if row.answer in by_answer:
            by_answer[row.answer].append(people.line_of(row.person))
    return Company(by_answer[_YES], by_answer[_MAYBE])


def upcoming(viewer: Viewer, *, now: datetime, after: int | None = None, limit: int = 20) -> Page:
    """What is to come or going on, the soonest first; what was called off is left out."""
    return _page(viewer, _to_come(visible_events(viewer), now).filter(cancelled_at=None), now, after, limit)


def mine(viewer: Viewer, *, now: datetime, after: int | None = None, limit: int = 20) -> Page:
    """What the viewer hosts or means to go to, the soonest first, called off or not."""
    if viewer.person_id is None:
        return [], None
    return _page(viewer, _to_come(_concerning(viewer), now), now, after, limit)


def past(viewer: Viewer, *, now: datetime, before: int | None = None, limit: int = 20) -> Page:
    """What the viewer hosted or was at, the latest first."""
    return _page(viewer, _ended(_concerning(viewer), now), now, before, limit, latest_first=True)


def of_group(
    viewer: Viewer, group_id: int, *, now: datetime, after: int | None = None, limit: int = 20
) -> Page:
    """What is to come in a group, the soonest first, called off or not."""
    found = visible_events(viewer).filter(group_id=group_id)
    return _page(viewer, _to_come(found, now), now, after, limit)


def past_of_group(
    viewer: Viewer, group_id: int, *, now: datetime, before: int | None = None, limit: int = 20
) -> Page:
    """What was in a group, the latest first."""
    found = _ended(visible_events(viewer).filter(group_id=group_id), now)
    return _page(viewer, found, now, before, limit, latest_first=True)


def calendar_key(viewer: Viewer) -> str:
    """The key of the viewer's calendar, or nothing before she made one."""
    if viewer.person_id is None:
        return ""
    found = CalendarKey.objects.filter(person_id=viewer.person_id).values_list("key", flat=True).first()
    return found or ""


def calendar(key: str, *, now: datetime) -> list[EventView]:
    """Everything in the calendar that the key opens, the latest first. Raises NoSuchCalendar."""
    person_id = (
        CalendarKey.objects.filter(key=key, person__removed_at=None)
        .values_list("person_id", flat=True)
        .first()
    )
    if person_id is None:
        raise NoSuchCalendar
    viewer = Viewer(person_id)
    return _calendar(viewer, _concerning(viewer), now)


def group_calendar(viewer: Viewer, group_id: int, *, now: datetime) -> list[EventView]:
    """Everything that was planned in a group, the latest first, as the viewer may know it."""
    return _calendar(viewer, visible_events(viewer).filter(group_id=group_id), now)


def expecting(event_id: int) -> tuple[str, list[int]]:
    """An event's title, and who said yes or maybe; for telling them."""
    title = Event.objects.values_list("title", flat=True).get(id=event_id)
    said = EventAnswer.objects.filter(event_id=event_id, answer__in=[_YES, _MAYBE]).order_by("id")
    return title, list(said.values_list("person_id", flat=True))


def planned_in(event_id: int) -> tuple[str, int | None]:
    """An event's title, and its group; for telling the group's members."""
    return Event.objects.values_list("title", "group_id").get(id=event_id)


def _end() -> Coalesce:
    return Coalesce("ends_at", "starts_at")


def _to_come(found: QuerySet[Event], now: datetime) -> QuerySet[Event]:
    return found.alias(over_at=_end()).filter(over_at__gt=now)


def _ended(found: QuerySet[Event], now: datetime) -> QuerySet[Event]:
    return found.alias(over_at=_end()).filter(over_at__lte=now)


def _page(
    viewer: Viewer,
    found: QuerySet[Event],
    now: datetime,
    last: int | None,
    limit: int,
    *,
    latest_first: bool = False,
) -> Page:
    """What follows on the event `last`, wherever that one stands by now; without it the first page."""
    order = ("-starts_at", "-id") if latest_first else ("starts_at", "id")
    rows, further = beyond(
        found.select_related("host"), last, order=order, limit=limit, among=visible_events(viewer)
    )
    return _views(viewer, rows, now), further


def _calendar(viewer: Viewer, found: QuerySet[Event], now: datetime) -> list[EventView]:
    rows = found.select_related("host").order_by("-starts_at", "-id")[:500]
    return _views(viewer, list(rows), now)


def _concerning(viewer: Viewer) -> QuerySet[Event]:
    """What the viewer hosts or said yes or maybe to."""
    me: Any = viewer.person_id
    answered = EventAnswer.objects.filter(person_id=me, answer__in=[_YES, _MAYBE]).values("event_id")
    return visible_events(viewer).filter(Q(host_id=me) | Q(id__in=answered))


@dataclass(frozen=True)
class _Around:
    """What is known beside the rows."""

    viewer: Viewer
    now: datetime
    coming: Mapping[int, int]
    perhaps: Mapping[int, int]
    answers: Mapping[int, str]
    groups: Mapping[int, GroupLine]
    moderated: Collection[int]


def _views(viewer: Viewer, rows: Sequence[Event], now: datetime) -> list[EventView]:
    """In a few statements, however many rows."""
    answers = EventAnswer.objects.filter(event_id__in=[row.id for row in rows])
    in_groups = {row.group_id for row in rows if row.group_id is not None}
    own: dict[int, str] = {}
    if viewer.person_id is not None:
        own = dict(answers.filter(person_id=viewer.person_id).values_list("event_id", "answer"))
    around = _Around(
        viewer=viewer,
        now=now,
        coming=_counts(answers.filter(answer=_YES)),
        perhaps=_counts(answers.filter(answer=_MAYBE)),
        answers=own,
        groups=groups.lines(viewer, in_groups) if in_groups else {},
        moderated=groups.moderated_ids(viewer) if in_groups else (),
    )
    return [_view(row, around) for row in rows]


def _counts(answers: QuerySet[EventAnswer]) -> dict[int, int]:
    return dict(answers.values("event_id").annotate(n=Count("id")).values_list("event_id", "n"))


def _view(row: Event, around: _Around) -> EventView:
    coming, answer = around.coming.get(row.id, 0), around.answers.get(row.id, "")
    is_host = row.host_id == around.viewer.person_id
    is_over = (row.ends_at or row.starts_at) <= around.now
    may_change = is_host or row.group_id in around.moderated
    return EventView(
        id=row.id,
        title=row.title,
        text=row.text,
        host=people.line_of(row.host),
        group=None if row.group_id is None else around.groups.get(row.group_id),
        audience=row.audience,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        time_zone=row.time_zone,
        place=row.place,
        link=row.link if may_change or answer in {_YES, _MAYBE} else "",
        has_link=bool(row.link),
        capacity=row.capacity,
        coming=coming,
        perhaps=around.perhaps.get(row.id, 0),
        planned_at=row.planned_at,
        changed_at=row.changed_at,
        revision=row.revision,
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
        is_over=is_over,
        is_full=row.capacity is not None and coming >= row.capacity,
        answer=answer,
        may_change=may_change and not is_over and row.cancelled_at is None,
    )
