"""Telling people what became of what they owe and are owed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from commonhold.social.notifications import actions as notifications


def tell(
    people_ids: Collection[int],
    kind: str,
    subject: str,
    *,
    words: str = "",
    actor_id: int | None = None,
    now: datetime,
) -> None:
    """One line to each of them, once for each subject."""
    notifications.notify_all(
        people_ids=people_ids, kind=kind, subject=subject, words=words, actor_id=actor_id, now=now
    )
