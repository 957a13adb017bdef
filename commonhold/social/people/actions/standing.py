"""Civic facts that social rules need. Civic actions call these, inside what made them true."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people.models import Standing


@transaction.atomic
def grant_standing(*, person_id: int, kind: Standing.Kind, now: datetime) -> None:
    """Note a civic fact from now on, inside the civic action that made it true; again changes nothing."""
    Standing.objects.get_or_create(
        person_id=person_id, kind=kind, until=None, defaults={"id": ids.new_id(now), "since": now}
    )


@transaction.atomic
def end_standing(*, person_id: int, kind: Standing.Kind, now: datetime) -> None:
    """Note that a civic fact holds no longer; harmless when it did not."""
    Standing.objects.filter(person_id=person_id, kind=kind, until=None).update(until=now)
