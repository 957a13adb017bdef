"""Noting what somebody has read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.notifications.models import Notification
from commonhold.social.notifications.refusals import NoSuchNotification


@transaction.atomic
def mark_read(by: int, *, up_to: int | None = None, now: datetime) -> None:
    """Note that `by` has read everything, or everything up to the notification with the id `up_to`."""
    unread = Notification.objects.filter(person_id=by, read_at=None, box=Notification.Box.INBOX)
    if up_to is not None:
        unread = unread.filter(id__lte=up_to)
    unread.update(read_at=now)


@transaction.atomic
def open_notification(by: int, *, notification_id: int, now: datetime) -> None:
    """Note that `by` has read what one is about, and so all that others did about the same until then.

    Raises NoSuchNotification.
    """
    row = Notification.objects.filter(person_id=by, id=notification_id).first()
    if row is None:
        raise NoSuchNotification
    same = Notification.objects.filter(person_id=by, kind=row.kind, id__lte=row.id, read_at=None)
    about = same.filter(subject=row.subject) if row.subject else same.filter(id=row.id)
    about.update(read_at=now)


@transaction.atomic
def mark_read_about(by: int, *, kind: str, subject: str, now: datetime) -> None:
    """Note that `by` has read on its own page what she was told about this subject."""
    about = Notification.objects.filter(person_id=by, kind=kind, subject=subject, read_at=None)
    about.update(read_at=now)
