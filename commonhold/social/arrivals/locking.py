"""In which order this room locks: a community first, then people of it, so that nobody waits for ever."""

from __future__ import annotations

from commonhold.social.arrivals.models import Arrival, Community


def lock_community_of(row: Arrival) -> Community | None:
    """Before any row of somebody who came along is locked; `row` itself is not."""
    return Community.objects.select_for_update().filter(id=row.community_id).first()


def lock_those_that_came() -> None:
    """The same for all whose people are looked after."""
    rows = Community.objects.filter(state=Community.State.DONE).order_by("id")
    list(rows.select_for_update().values_list("id"))
