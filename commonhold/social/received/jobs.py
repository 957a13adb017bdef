"""What ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Delete
from commonhold.social.received.actions import LONGEST
from commonhold.social.received.models import Received, Retractable

#: A signature is refused long before, so that nothing older can be sent again.
KEPT = timedelta(days=7)
#: Whoever takes a like back after more than a year says what it was of.
RETRACTABLE = timedelta(days=400)
_AT_ONCE = 1000


def set_right(now: datetime) -> None:
    """What came, or was put off, while a clock was ahead for longer than anything waits is due now."""
    Received.objects.filter(done_at=None, due_at__gt=now + LONGEST).update(due_at=now)


def forget(now: datetime) -> None:
    """What was done long ago needs no row to keep its replays away; at most a thousand go at a time.

    Nor is it taken back any more by its address alone.
    """
    old = _OLD.ids(until=now - KEPT)
    if old:
        Received.objects.filter(id__in=old).delete()
    _FORGET.run_if_any(until=now - RETRACTABLE)


_OLD = Prepared(
    lambda *, until: Received.objects.filter(done_at__isnull=False, done_at__lt=until).values_list("id")[
        :_AT_ONCE
    ]
)
_FORGET = Delete(lambda *, until: Retractable.objects.filter(at__lt=until))
