"""Noting what somebody has read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.notifications.models import Notification, ReadMark
from commonhold.social.notifications.refusals import NoSuchNotification


@transaction.atomic
def mark_read(
    by: int, *, up_to: int | None = None, kinds: Collection[str] | None = None, now: datetime
) -> None:
    """Note that `by` has read everything, or everything up to the notification with the id `up_to`.

    With `kinds`, of these kinds alone. How far she has read is remembered, and only moves on: an older id,
    or one later than now, changes nothing.
    """
    told = Notification.objects.filter(person_id=by, box=Notification.Box.INBOX)
    newest = told.order_by("-id").values_list("id", flat=True).first() or 0
    if up_to is None:
        up_to = newest
    # In a full millisecond an id borrows from the next: what is there is never later than now.
    if not 0 < up_to <= max(newest, ids.first_id_after(now)):
        return
    unread = told.filter(read_at=None, id__lte=up_to)
    if kinds is not None:
        unread = unread.filter(kind__in=kinds)
    unread.update(read_at=now)
    _remember(by, up_to, now)


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


def _remember(by: int, up_to: int, now: datetime) -> None:
    row, is_new = ReadMark.objects.select_for_update().get_or_create(
        person_id=by, defaults={"up_to": up_to, "at": now}
    )
    if not is_new and up_to > row.up_to:
        row.up_to, row.at, row.version = up_to, now, row.version + 1
        row.save(update_fields=["up_to", "at", "version"])
