"""Putting away what somebody was told. It stays hers to take along, and is told no second time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from commonhold.social.notifications.models import Notification
from commonhold.social.notifications.refusals import NoSuchNotification

_ON_PAGES = (Notification.Box.INBOX, Notification.Box.REQUESTS)


@transaction.atomic
def dismiss(by: int, *, notification_ids: Collection[int], now: datetime) -> None:
    """Show these of `by` on no page any more. Raises NoSuchNotification when she has none of them there."""
    if not _put_away(by, Q(id__in=list(notification_ids), box__in=_ON_PAGES), now):
        raise NoSuchNotification


@transaction.atomic
def dismiss_all(by: int, *, kinds: Collection[str], now: datetime) -> None:
    """Show what she was told of these kinds on no page any more; what waits among her requests waits on."""
    _put_away(by, Q(kind__in=list(kinds), box=Notification.Box.INBOX), now)


def _put_away(by: int, which: Q, now: datetime) -> int:
    rows = Notification.objects.filter(which, person_id=by)
    return rows.update(box=Notification.Box.ASIDE, read_at=Coalesce("read_at", now))
