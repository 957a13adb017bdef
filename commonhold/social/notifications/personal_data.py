"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from commonhold.social.notifications.models import (
    Device,
    DigestWish,
    KindWish,
    Notification,
    ReadMark,
    Sending,
    StrangerWish,
    Welcome,
)


def export_of(person_id: int) -> dict[str, Any]:
    """What she was told and what she wished, as plain values; others appear by what they did, not by name."""
    rows = Notification.objects.filter(person_id=person_id).order_by("id")
    ways = KindWish.objects.filter(person_id=person_id).order_by("kind")
    strangers = StrangerWish.objects.filter(person_id=person_id)
    welcomed = Welcome.objects.filter(person_id=person_id).select_related("stranger").order_by("id")
    devices = Device.objects.filter(person_id=person_id).order_by("id")
    mark = ReadMark.objects.filter(person_id=person_id).first()
    rhythm = DigestWish.objects.filter(person_id=person_id).values_list("rhythm", flat=True).first()
    return {
        "notifications": [
            {
                "kind": row.kind,
                "subject": row.subject,
                "words": row.words,
                "told_at": row.told_at.isoformat(),
                "read_at": None if row.read_at is None else row.read_at.isoformat(),
            }
            for row in rows
        ],
        "read_up_to": None if mark is None else {"notification": str(mark.up_to), "at": mark.at.isoformat()},
        "notification_wishes": list(ways.values("kind", "here", "push", "mail")),
        "strangers": strangers.values("strangers", "newcomers").first(),
        "digest": rhythm,
        "devices": list(devices.values("label", "endpoint", "shows_private", "alerts")),
        "welcomed": [row.stranger.address for row in welcomed],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """What she was told goes, and what others were told of her, and every wish."""
    Notification.objects.filter(Q(person_id=person_id) | Q(actor_id=person_id)).delete()
    Welcome.objects.filter(Q(person_id=person_id) | Q(stranger_id=person_id)).delete()
    for model in (Sending, Device, DigestWish, KindWish, ReadMark, StrangerWish):
        model._default_manager.filter(person_id=person_id).delete()
