"""What ends by itself."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.writes import Delete
from commonhold.social.apps.models import Code


def forget_codes(now: datetime) -> None:
    """Codes that no app came for in time are gone."""
    _FORGET.run_if_any(now=now)


_FORGET = Delete(lambda *, now: Code.objects.filter(expires_at__lt=now))
