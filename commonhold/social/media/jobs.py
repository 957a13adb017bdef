"""What happens by itself: media are made ready, and what nobody used for a day goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.social.media import store
from commonhold.social.media.actions import bury
from commonhold.social.media.models import Medium
from commonhold.social.media.workshop import workshop

IDLE_FOR = timedelta(days=1)
_AT_ONCE = 100


def sweep(now: datetime) -> None:
    """One round; harmless when repeated."""
    workshop.look(now)
    if old := _IDLE.ids(since=now - IDLE_FOR):
        bury(old, now=now)
    forget_orphans(now)


def make_waiting(now: datetime) -> None:
    """Make ready all that waits, and come back when it is done."""
    workshop.finish(now)


def forget_orphans(now: datetime) -> None:
    """Delete received files that no row tells of: a crash came between the two."""
    folder = store.incoming(0).parent
    names = [path.name for path in folder.iterdir() if path.name.isdecimal()] if folder.is_dir() else []
    old = {int(name) for name in names if ids.time_of(int(name)) < now - IDLE_FOR}
    if not old:
        return
    known = Medium.objects.filter(id__in=old, state=Medium.State.WAITING).values_list("id", flat=True)
    for each in old.difference(known):
        store.incoming(each).unlink(missing_ok=True)


_IDLE = Prepared(
    lambda *, since: (
        Medium.objects.filter(idle_since__lte=since).order_by("idle_since").values_list("id")[:_AT_ONCE]
    )
)
