"""What of an ad is kept, and how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.sponsors.models import Ad
from commonhold.ground.jobs import actions as jobs
from commonhold.social.media.actions import release_media

CONTACT_KEPT = timedelta(days=30)  # after all of its ads are over


def forget_contact_later(ad: Ad, due: datetime) -> None:
    """Its sponsor's mail address goes then, unless another of its ads still needs it."""
    jobs.schedule("sponsors.forget-contact", key=f"{ad.id}", due=due, payload={"ad_id": str(ad.id)})


def let_picture_go(ad: Ad, now: datetime) -> None:
    """It was never shown: its files go within a day. Those of ads that ran stay with the ad's page."""
    if ad.medium_id is not None and ad.handed_in_by_id is not None:
        release_media(ad.handed_in_by_id, medium_ids=[ad.medium_id], now=now)
