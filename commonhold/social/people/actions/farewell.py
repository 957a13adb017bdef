"""How somebody elsewhere is gone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.people import leaving, queries
from commonhold.social.people.refusals import NoSuchPerson


@transaction.atomic
def say_farewell(person_id: int, *, now: datetime) -> None:
    """Somebody of another server is no more, as her server says: she leaves tombstones, as one of ours would.

    Raises NoSuchPerson for anybody who is not of another server.
    """
    if not queries.remote_among([person_id]):
        raise NoSuchPerson
    leaving.forget(person_id, now=now)
