"""What ends by itself."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.writes import Delete
from commonhold.social.people.models import Mute


def end_mutes(now: datetime) -> None:
    """Mutes whose time has come are gone, so that feeds need not ask what time it is."""
    _END.run_if_any(now=now)


_END = Delete(lambda *, now: Mute.objects.filter(until__lte=now))
