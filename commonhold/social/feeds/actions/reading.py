from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.feeds.models import ReadUpTo
from commonhold.social.people import queries as people


@transaction.atomic
def remember_place(by: int, *, place: int, now: datetime) -> None:
    """Remember that `by` has read her home feed up to this place, on all her devices.

    It only moves on: an older place, or one later than now, changes nothing. Raises AccountClosed.
    """
    people.must_be_here(by)
    if not 0 < place < ids.first_id_after(now):
        return
    row, is_new = ReadUpTo.objects.select_for_update().get_or_create(
        person_id=by, defaults={"id": ids.new_id(now), "place": place, "at": now}
    )
    if not is_new and place > row.place:
        row.place, row.at, row.version = place, now, row.version + 1
        row.save(update_fields=["place", "at", "version"])
