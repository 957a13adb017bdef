"""Who is worth following, and who one says is not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people import queries
from commonhold.social.people.models import NotSuggested


@transaction.atomic
def suggest_no_more(by: int, *, person_id: int, now: datetime) -> None:
    """Have somebody suggested to oneself no more; she isn't told. Twice is once. Raises NoSuchPerson."""
    queries.must_be_here(by)
    queries.person(queries.Viewer(by), person_id)
    NotSuggested.objects.get_or_create(
        person_id=by, other_id=person_id, defaults={"id": ids.new_id(now), "since": now}
    )
