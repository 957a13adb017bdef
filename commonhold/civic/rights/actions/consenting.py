"""Yes and no to purposes. What a room keeps for a purpose goes in the same transaction as the yes does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.bridging import actions as bridging
from commonhold.social.consents import actions as consents
from commonhold.social.consents.purposes import BRIDGING
from commonhold.social.feeds import actions as feeds
from commonhold.social.feeds.ranked import ALLOWED


@transaction.atomic
def say_to_purpose(by: int, *, purpose: str, is_given: bool, digest: str, now: datetime) -> None:
    """Say yes or no to the text with this SHA-256. Raises what the rooms raise."""
    kept_for_feeds = {wanted: what for what, wanted in ALLOWED.items()}
    if purpose in kept_for_feeds:
        feeds.allow(by, what=kept_for_feeds[purpose], is_allowed=is_given, digest=digest, now=now)
    elif purpose == BRIDGING and is_given:
        bridging.take_part(by, digest=digest, now=now)
    elif purpose == BRIDGING:
        bridging.take_no_part(by, digest=digest, now=now)
    else:
        consents.say(by, purpose=purpose, is_given=is_given, digest=digest, now=now)
