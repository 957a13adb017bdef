"""Whom an ad's news goes to: the panel, whoever handed it in, and by mail its sponsor's contact."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from commonhold.civic.sponsors.letters import write
from commonhold.civic.sponsors.models import Ad, AdStep
from commonhold.civic.sponsors.vocabulary import Step
from commonhold.social.notifications import actions as notifications


def tell(people: Collection[int], what: str, ad: Ad, by: int | None, now: datetime) -> None:
    """`what` is the end of the notification's kind, such as "waits"."""
    notifications.notify_all(
        people_ids=people,
        kind=f"sponsors.ad-{what}",
        subject=f"ad:{ad.id}",
        words=ad.sponsor.name,
        actor_id=by,
        now=now,
    )


def tell_whoever_handed_in(ad: Ad, what: str, by: int | None, now: datetime) -> None:
    """On her page; without an account by mail, to an address that was confirmed."""
    if ad.handed_in_by_id is not None:
        tell([ad.handed_in_by_id], what, ad, by, now)
    elif AdStep.objects.filter(ad=ad, kind=Step.CONFIRMED).exists():
        write(ad, what, now)
