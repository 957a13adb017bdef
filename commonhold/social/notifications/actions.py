"""Telling somebody something, and noting that she has read it."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.notifications.models import Notification

_KIND = re.compile(r"[a-z][a-z.-]{0,39}")
_LONGEST_WORDS = 200


@transaction.atomic
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
    """Tell a person once. Nobody is told of what she did herself.

    The same kind, subject and actor again changes nothing, so that whoever calls may be run twice; a
    `post_id` alone is its own subject. Raises ValueError for a kind that is no code.
    """
    if not _KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is no code for a kind of notification")
    if actor_id == person_id:
        return
    if post_id is not None and not subject:
        subject = f"post:{post_id}"
    row = Notification(
        id=ids.new_id(now),
        person_id=person_id,
        kind=kind,
        actor_id=actor_id,
        post_id=post_id,
        subject=subject,
        words=words[:_LONGEST_WORDS],
        told_at=now,
    )
    Notification.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def mark_read(by: int, *, up_to: int | None = None, now: datetime) -> None:
    """Note that `by` has read everything, or everything up to the notification with the id `up_to`."""
    unread = Notification.objects.filter(person_id=by, read_at=None)
    if up_to is not None:
        unread = unread.filter(id__lte=up_to)
    unread.update(read_at=now)
