"""Telling people something, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Delete, Insert
from commonhold.social.notifications.kinds import kind_of
from commonhold.social.notifications.models import Device, Notification, Sending
from commonhold.social.notifications.ringing import News, devices_for
from commonhold.social.notifications.wants import usual_wishes_of_authors, wishes

_KIND = re.compile(r"[a-z][a-z.-]{0,39}")
_LONGEST_WORDS = 200
_AT_ONCE = 900  # people; a statement takes only so many parameters
_FEW = 64  # notifications that one statement writes


def notify(
    *,
    person_id: int,
    kind: str,
    subject: str = "",
    words: str = "",
    actor_id: int | None = None,
    post_id: int | None = None,
    now: datetime,
) -> None:
    """Tell one person once; see `notify_all`."""
    notify_all(
        people_ids=[person_id],
        kind=kind,
        subject=subject,
        words=words,
        actor_id=actor_id,
        post_id=post_id,
        now=now,
    )


@transaction.atomic(savepoint=False)
def notify_all(
    *,
    people_ids: Collection[int],
    kind: str,
    subject: str = "",
    words: str = "",
    actor_id: int | None = None,
    post_id: int | None = None,
    now: datetime,
) -> None:
    """Tell each of them once, in as many statements as for one. Nobody is told of what she did herself.

    The same kind, subject and actor again changes nothing, so that whoever calls may be run twice; a
    `post_id` alone is its own subject. Who muted or blocked the actor, muted the thread, or does not want
    this kind is left out. Raises ValueError for a kind that is no code.
    """
    if not _KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is no code for a kind of notification")
    about = _subject_of(post_id) if post_id is not None and not subject else subject
    news = News(kind, about, words[:_LONGEST_WORDS], actor_id, post_id)
    told = sorted(set(people_ids) - {actor_id})
    for begin in range(0, len(told), _AT_ONCE):
        _tell(news, told[begin : begin + _AT_ONCE], now)


class About(NamedTuple):
    """Who is told, of whose doing, with which post of hers."""

    person_id: int
    actor_id: int
    post_id: int


@transaction.atomic(savepoint=False)
def notify_authors(kind: str, told: Sequence[About], *, now: datetime) -> None:
    """What `notify` does for each, told of what she wrote: few statements for all who are told as usual."""
    for begin in range(0, len(told), _FEW):
        _tell_each(kind, told[begin : begin + _FEW], now)


@transaction.atomic(savepoint=False)
def take_back(
    *, kind: str, actor_id: int, post_id: int | None = None, subject: str = "", person_id: int | None = None
) -> None:
    """What `actor_id` took back is told no more, to anybody or to `person_id` alone."""
    about = _subject_of(post_id) if post_id is not None and not subject else subject
    if about:
        told = _TOLD.rows(kind=kind, actor_id=actor_id, subject=about)
    else:
        told = _TOLD_OF_HER.rows(kind=kind, actor_id=actor_id)
    for notification_id, told_to in told:
        if person_id in (None, told_to):
            _UNRING.run(notification_id=notification_id)
            _TAKE_BACK.run(notification_id=notification_id)


def _tell(news: News, people_ids: Collection[int], now: datetime) -> None:
    kind = kind_of(news.kind)
    wanted = wishes(kind, people_ids, actor_id=news.actor_id, post_id=news.post_id, now=now)
    own_ids = {person_id: ids.new_id(now) for person_id in wanted}
    new = _NOTIFICATIONS.all_unless_there(
        {"id": own_ids[each], "person_id": each, "box": wish.box.value, "told_at": now, **vars(news)}
        for each, wish in wanted.items()
    )
    told = {person_id: own_id for person_id, own_id in own_ids.items() if own_id in new}
    _ring(told, devices_for(news, {each: wanted[each] for each in told}), now)


def _tell_each(kind: str, told: Sequence[About], now: datetime) -> None:
    others = [each for each in told if each.person_id != each.actor_id]
    usual = usual_wishes_of_authors(
        kind_of(kind),
        {each.person_id for each in others},
        actor_ids={each.actor_id for each in others},
        post_ids={each.post_id for each in others},
    )
    rows: dict[int, tuple[About, dict[str, Any]]] = {}
    for about in others:
        person_id, actor_id, post_id = about
        wish = usual.get(person_id)
        if wish is None:
            notify(person_id=person_id, kind=kind, actor_id=actor_id, post_id=post_id, now=now)
            continue
        own_id = ids.new_id(now)
        facts = {"kind": kind, "subject": _subject_of(post_id), "actor_id": actor_id, "post_id": post_id}
        rows[own_id] = (about, {"id": own_id, "person_id": person_id, "box": wish.box.value, **facts})
    new = _NOTIFICATIONS.all_unless_there({**row, "told_at": now} for _about, row in rows.values())
    for own_id, ((person_id, actor_id, post_id), row) in rows.items():
        if own_id in new and usual[person_id].has_devices:
            news = News(kind, row["subject"], "", actor_id, post_id)
            _ring({person_id: own_id}, devices_for(news, {person_id: usual[person_id]}), now)


def _subject_of(post_id: int) -> str:
    return f"post:{post_id}"


def _ring(told: Mapping[int, int], devices: Collection[Device], now: datetime) -> None:
    """Put what was told just now, ids by person, into the outbox for these devices."""
    _SENDINGS.all_unless_there(
        {
            "id": ids.new_id(now),
            "person_id": each.person_id,
            "notification_id": told[each.person_id],
            "device_id": each.id,
            "due_at": now,
        }
        for each in devices
    )


_SENDINGS = Insert(Sending)
_NOTIFICATIONS = Insert(Notification)


def _told(*, kind: str, actor_id: int, subject: str = "") -> QuerySet[Notification, Any]:
    rows = Notification.objects.filter(kind=kind, actor_id=actor_id, subject=subject)
    return rows.values_list("id", "person_id")


_TOLD, _TOLD_OF_HER = Prepared(_told), Prepared(_told)
_UNRING = Delete(lambda *, notification_id: Sending.objects.filter(notification_id=notification_id))
_TAKE_BACK = Delete(lambda *, notification_id: Notification.objects.filter(id=notification_id))
