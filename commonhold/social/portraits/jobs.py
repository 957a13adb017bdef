"""What happens by itself: a picture that was made safe is shown."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.prepared import Prepared
from commonhold.social.media import queries as media
from commonhold.social.portraits.actions import show_portrait
from commonhold.social.portraits.models import Portrait


def sweep(now: datetime) -> None:
    """One round; harmless when repeated. A picture that could not be made safe waits for its owner."""
    waiting: dict[int, int] = dict(_WAITING.rows())
    if waiting:
        for medium_id, urls in media.urls(list(waiting)).items():
            show_portrait(waiting[medium_id], address=urls.small, now=now)


_WAITING = Prepared(lambda: Portrait.objects.filter(shown_at=None).values_list("medium_id", "id"))
