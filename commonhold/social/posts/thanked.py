"""Who thanked whom how often over a time: for working out shares, never for pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, F

from commonhold.social.posts.models import Thanks

_AT_ONCE = 2000


def thanks_between(since: datetime, until: datetime) -> Iterator[tuple[int, int, int]]:
    """(giver, receiver, how often) of thanks given at `since` or later and before `until`, by giver.

    Own posts are left out. Both are people's ids, of this server or another. What was taken back is gone.
    """
    rows = Thanks.objects.filter(given_at__gte=since, given_at__lt=until).exclude(person=F("post__author"))
    counted = rows.order_by("person_id", "post__author_id").values_list("person_id", "post__author_id")
    yield from counted.annotate(times=Count("id")).iterator(chunk_size=_AT_ONCE)


def thanks_of(giver: int, *, since: datetime, until: datetime) -> dict[int, int]:
    """The same of one giver, by receiver: for herself."""
    rows = Thanks.objects.filter(person_id=giver, given_at__gte=since, given_at__lt=until)
    counted = rows.exclude(post__author_id=giver).order_by().values_list("post__author_id")
    return dict(counted.annotate(times=Count("id")))
