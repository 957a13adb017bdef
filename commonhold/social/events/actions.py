"""Planning an event, changing it, calling it off; saying whether one comes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.clock.zones import time_zones
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.news import bus as news
from commonhold.social.events.models import CalendarKey, Event, EventAnswer
from commonhold.social.events.news import EventCalledOff, EventChanged, EventPlanned
from commonhold.social.events.refusals import (
    CancelReasonNeeded,
    CapacityTooSmall,
    ComesAlready,
    EndsBeforeItStarts,
    EventCancelled,
    EventIsFull,
    EventIsOver,
    EventTextTooLong,
    EventTitleLength,
    GroupMembersPlan,
    LinkNotAllowed,
    MembersEvent,
    NoSuchEvent,
    NotWelcome,
    NotWelcomeAsEither,
    NotYourEvent,
    StartsInThePast,
    UnknownAnswer,
    UnknownEventAudience,
    UnknownTimeZone,
)
from commonhold.social.events.visibility import visible_events
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

LONGEST_TITLE, LONGEST_TEXT, LONGEST_PLACE, LONGEST_LINK, LONGEST_REASON = 120, 5000, 200, 500, 500

_REMINDER = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """What an event is. Times are aware; `time_zone` is where its clock hangs; `text` is Markdown."""

    title: str
    starts_at: datetime
    time_zone: str
    text: str = ""
    ends_at: datetime | None = None
    place: str = ""
    link: str = ""
    capacity: int | None = None


@transaction.atomic
def plan_event(
    by: int, *, plan: Plan, group_id: int | None = None, audience: str = "public", now: datetime
) -> int:
    """Call people together; return the event's id. In a group its readers are the audience.

    Raises GroupMembersPlan, UnknownEventAudience, MembersEvent, StartsInThePast, and what a `Plan` can't be:
    EventTitleLength, EventTextTooLong, EndsBeforeItStarts, UnknownTimeZone, LinkNotAllowed, CapacityTooSmall.
    """
    people.must_be_active(by)
    event = Event(id=ids.new_id(now), host_id=by, planned_at=now)
    event.audience = _audience(by, group_id, audience)
    event.group_id = group_id
    _write(event, plan)
    if event.starts_at <= now:
        raise StartsInThePast
    event.save(force_insert=True)
    _remind(event, now)
    news.publish(EventPlanned(event_id=event.id, host_id=by), now=now)
    return event.id


@transaction.atomic
def change_event(by: int, *, event_id: int, plan: Plan, now: datetime) -> None:
    """Say it anew; those who said yes or maybe are told. Its audience and group stay.

    Raises NoSuchEvent, NotYourEvent, EventCancelled, EventIsOver and what `plan_event` raises for a plan.
    """
    event = _own(by, event_id, now)
    before = _read(event)
    _write(event, plan)
    if event.starts_at != before.starts_at and event.starts_at <= now:
        raise StartsInThePast
    if _read(event) == before:
        return
    event.revision += 1
    event.changed_at = now
    event.save()
    if event.starts_at != before.starts_at:
        _remind(event, now)
    news.publish(EventChanged(event_id=event.id, by_id=by, revision=event.revision), now=now)


@transaction.atomic
def cancel_event(by: int, *, event_id: int, reason: str, now: datetime) -> None:
    """Call it off; those who meant to come read why. It stays to be seen.

    Raises NoSuchEvent, NotYourEvent, EventIsOver or CancelReasonNeeded. Again changes nothing.
    """
    said = reason.strip()
    if not 1 <= len(said) <= LONGEST_REASON:
        raise CancelReasonNeeded(LONGEST_REASON)
    try:
        event = _own(by, event_id, now)
    except EventCancelled:
        return
    event.cancelled_at, event.cancelled_by_id, event.cancel_reason = now, by, said
    event.revision += 1
    event.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "revision"])
    news.publish(EventCalledOff(event_id=event.id, by_id=by), now=now)


@transaction.atomic
def answer_event(by: int, *, event_id: int, answer: str, now: datetime) -> None:
    """Say whether one comes: yes, maybe or no; the last word counts.

    Raises NoSuchEvent, UnknownAnswer, EventCancelled, EventIsOver, EventIsFull, NotWelcome,
    or of her other profile NotWelcomeAsEither or ComesAlready.
    """
    people.must_be_active(by)
    event = _locked(by, event_id, now)
    if answer not in EventAnswer.Answer.values:
        raise UnknownAnswer
    others = [each for each in people.same_human(by) if each != by]
    if event.group_id is not None:
        _must_be_welcome(event.group_id, by, others)
    coming = EventAnswer.objects.filter(event=event, answer=EventAnswer.Answer.YES)
    if answer == EventAnswer.Answer.YES and coming.filter(person_id__in=others).exists():
        raise ComesAlready
    is_limited = answer == EventAnswer.Answer.YES and event.capacity is not None
    if is_limited and coming.exclude(person_id=by).count() >= (event.capacity or 0):
        raise EventIsFull
    said = {"answer": answer, "since": now}
    EventAnswer.objects.update_or_create(
        event=event, person_id=by, defaults=said, create_defaults={"id": ids.new_id(now), **said}
    )


@transaction.atomic
def withdraw_answer(by: int, *, event_id: int, now: datetime) -> None:
    """Leave open whether one comes; harmless when one has not said."""
    people.must_be_active(by)
    EventAnswer.objects.filter(event_id=event_id, person_id=by).delete()


@transaction.atomic
def new_calendar_key(by: int, *, now: datetime) -> str:
    """Give one's calendar an address that nobody can guess; the one before leads nowhere from now on."""
    people.must_be_active(by)
    key = secrets.token_urlsafe(32)
    made = {"key": key, "made_at": now}
    CalendarKey.objects.update_or_create(
        person_id=by, defaults=made, create_defaults={"id": ids.new_id(now), **made}
    )
    return key


def _must_be_welcome(group_id: int, by: int, others: list[int]) -> None:
    """A ban keeps out the human; what the other profile answered before stays, or all could tell the two."""
    banned = groups.banned_among(group_id, [by, *others])
    if by in banned:
        raise NotWelcome
    if banned:
        raise NotWelcomeAsEither


def _audience(by: int, group_id: int | None, asked: str) -> str:
    if group_id is not None:
        if not groups.belongs(Viewer(by), group_id):
            raise GroupMembersPlan
        return Event.Audience.GROUP
    if asked not in {Event.Audience.PUBLIC, Event.Audience.MEMBERS}:
        raise UnknownEventAudience
    if asked == Event.Audience.MEMBERS and not people.is_member(by):
        raise MembersEvent
    return asked


def _write(event: Event, plan: Plan) -> None:
    """Check a plan and put it into the row."""
    event.title = " ".join(plan.title.split())
    if not 1 <= len(event.title) <= LONGEST_TITLE:
        raise EventTitleLength(LONGEST_TITLE)
    event.text = _fitting("text", plan.text, LONGEST_TEXT)
    event.place = _fitting("place", plan.place, LONGEST_PLACE)
    event.link = _checked_link(plan.link)
    if plan.time_zone not in time_zones():
        raise UnknownTimeZone
    if plan.ends_at is not None and plan.ends_at <= plan.starts_at:
        raise EndsBeforeItStarts
    if plan.capacity is not None and plan.capacity < 1:
        raise CapacityTooSmall
    event.starts_at, event.ends_at, event.time_zone = plan.starts_at, plan.ends_at, plan.time_zone
    event.capacity = plan.capacity


def _read(event: Event) -> Plan:
    return Plan(
        title=event.title,
        starts_at=event.starts_at,
        time_zone=event.time_zone,
        text=event.text,
        ends_at=event.ends_at,
        place=event.place,
        link=event.link,
        capacity=event.capacity,
    )


def _fitting(field: str, text: str, longest: int) -> str:
    kept = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(kept) > longest:
        raise EventTextTooLong(field, longest)
    return kept


def _checked_link(link: str) -> str:
    kept = link.strip()
    if not kept:
        return ""
    try:
        parts = urlsplit(kept)
    except ValueError as broken:
        raise LinkNotAllowed from broken
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(kept) > LONGEST_LINK:
        raise LinkNotAllowed
    return kept


def _locked(by: int, event_id: int, now: datetime) -> Event:
    """Lock an event that `by` may know of, that is still to come or going on."""
    if not visible_events(Viewer(by)).filter(id=event_id).exists():
        raise NoSuchEvent
    event = Event.objects.select_for_update().get(id=event_id)
    if event.cancelled_at is not None:
        raise EventCancelled
    if (event.ends_at or event.starts_at) <= now:
        raise EventIsOver
    return event


def _own(by: int, event_id: int, now: datetime) -> Event:
    people.must_be_active(by)
    event = _locked(by, event_id, now)
    moderates = event.group_id is not None and groups.may_moderate(Viewer(by), event.group_id)
    if event.host_id != by and not moderates:
        raise NotYourEvent
    return event


def _remind(event: Event, now: datetime) -> None:
    """Have those who come reminded a day before, unless that is past already."""
    due = event.starts_at - _REMINDER
    if due > now:
        payload = {"event_id": event.id, "revision": event.revision, "starts_at": event.starts_at.isoformat()}
        jobs.schedule("events.remind", key=f"{event.id}:{event.revision}", due=due, payload=payload)
