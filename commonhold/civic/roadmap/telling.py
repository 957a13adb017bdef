"""Telling those who support an idea what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from commonhold.civic.roadmap.models import Idea
from commonhold.social.notifications import actions as notifications


def tell(people_ids: Collection[int], kind: str, idea: Idea, *, occasion: str, now: datetime) -> None:
    """One line to each of them, once for each occasion."""
    subject = f"idea:{idea.id}?{occasion}"
    notifications.notify_all(people_ids=people_ids, kind=kind, subject=subject, words=idea.title, now=now)
