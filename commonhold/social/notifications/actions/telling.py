"""Telling people something, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import copy
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.notifications.kinds import kind_of
from commonhold.social.notifications.models import Device, Notification, Sending
from commonhold.social.notifications.ringing import devices_for
from commonhold.social.notifications.wants import wishes

_KIND = re.compile(r"[a-z][a-z.-]{0,39}")
_LONGEST_WORDS = 200
_AT_ONCE = 1000  # people; a statement takes only so many parameters


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


@transaction.atomic
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
    news = Notification(
        kind=kind,
        actor_id=actor_id,
        post_id=post_id,
        subject=about,
        words=words[:_LONGEST_WORDS],
        told_at=now,
    )
    told = sorted(set(people_ids) - {actor_id})
    for begin in range(0, len(told), _AT_ONCE):
        _tell(news, told[begin : begin + _AT_ONCE], now)


@transaction.atomic
def take_back(
    *, kind: str, actor_id: int, post_id: int | None = None, subject: str = "", person_id: int | None = None
) -> None:
    """What `actor_id` took back is told no more, to anybody or to `person_id` alone."""
    about = _subject_of(post_id) if post_id is not None and not subject else subject
    rows = Notification.objects.filter(kind=kind, actor_id=actor_id, subject=about)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    rows.delete()


def _tell(news: Notification, people_ids: Collection[int], now: datetime) -> None:
    kind = kind_of(news.kind)
    wanted = wishes(kind, people_ids, actor_id=news.actor_id, post_id=news.post_id, now=now)
    rows = []
    for person_id, wish in wanted.items():
        row = copy(news)
        row.id, row.person_id, row.box = ids.new_id(now), person_id, wish.box
        rows.append(row)
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    _ring(rows, devices_for(news, wanted), now)


def _subject_of(post_id: int) -> str:
    return f"post:{post_id}"


def _ring(rows: Collection[Notification], devices: Collection[Device], now: datetime) -> None:
    """Put what was told just now into the outbox, for these devices."""
    if not devices:
        return
    # Who had been told before is told nothing again: her row was not written.
    ids_made = [row.id for row in rows]
    made = dict(Notification.objects.filter(id__in=ids_made).values_list("person_id", "id"))
    Sending.objects.bulk_create(
        Sending(
            id=ids.new_id(now),
            person_id=each.person_id,
            notification_id=made[each.person_id],
            device=each,
            due_at=now,
        )
        for each in devices
        if each.person_id in made
    )
