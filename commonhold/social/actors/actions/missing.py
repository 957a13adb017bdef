"""Somebody of another server is not found there any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.social.actors.models import RemoteActor
from commonhold.social.people import actions as people

#: Servers that are set up anew, or moved, find nobody for a while: only then is she gone.
_MISSES = 4
_APART = timedelta(days=1)


@transaction.atomic
def miss_actor(uri: str, *, is_for_good: bool, now: datetime) -> bool:
    """Her server does not find her; is she gone now? Then she leaves tombstones, as after a farewell.

    She is at once where it says so outright, else when it did not find her four times, a day apart at least.
    """
    row = RemoteActor.objects.select_for_update().filter(uri=uri, gone_at=None).first()
    if row is None:
        return False
    since = row.missing_since or now
    if now >= since + _APART * row.misses:
        row.missing_since, row.misses = since, row.misses + 1
        row.save(update_fields=["missing_since", "misses"])
    is_gone = is_for_good or row.misses >= _MISSES
    if is_gone:
        people.say_farewell(row.person_id, now=now)
    return is_gone
