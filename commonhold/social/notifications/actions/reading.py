"""Noting what somebody has read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.notifications.models import Notification


@transaction.atomic
def mark_read(by: int, *, up_to: int | None = None, now: datetime) -> None:
    """Note that `by` has read everything, or everything up to the notification with the id `up_to`."""
    unread = Notification.objects.filter(person_id=by, read_at=None, box=Notification.Box.INBOX)
    if up_to is not None:
        unread = unread.filter(id__lte=up_to)
    unread.update(read_at=now)
