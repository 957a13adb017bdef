"""What ends by itself."""

from __future__ import annotations

from datetime import datetime

from commonhold.social.apps.models import Code


def forget_codes(now: datetime) -> None:
    """Codes that no app came for in time are gone."""
    Code.objects.filter(expires_at__lt=now).delete()
