"""What ends by itself."""

from __future__ import annotations

from datetime import datetime

from commonhold.social.people.models import Mute


def end_mutes(now: datetime) -> None:
    """Mutes whose time has come are gone, so that feeds need not ask what time it is."""
    Mute.objects.filter(until__lte=now).delete()
