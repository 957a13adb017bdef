"""Who can't be reached any more, as an inbox of her own says; and who is there again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from commonhold.ground.prepared import Prepared
from commonhold.social.actors.models import RemoteActor


@transaction.atomic
def inboxes_are_gone(inboxes: Collection[str], *, now: datetime) -> None:
    """Nothing is sent any more to whoever has one of these for herself; one that several share says nothing.

    What she said stays: an inbox that is gone is no farewell.
    """
    others = RemoteActor.objects.exclude(person=OuterRef("person"))
    is_shared = Exists(RemoteActor.objects.filter(shared_inbox=OuterRef("inbox"))) | Exists(
        others.filter(inbox=OuterRef("inbox"))
    )
    hers = RemoteActor.objects.filter(~is_shared, inbox__in=list(inboxes), gone_at=None)
    RemoteActor.objects.filter(person__in=list(hers.values_list("person_id", flat=True))).update(gone_at=now)


def came_back(uri: str) -> bool:
    """Her server told us something that she signed: if only her inbox was gone, she is told things again.

    Where her inbox is now is asked for anew. Who said farewell stays gone.
    """
    found = _UNREACHED.ids(uri=uri)
    if found:
        RemoteActor.objects.filter(person_id__in=found).update(
            gone_at=None, missing_since=None, misses=0, fetched_at=_LONG_AGO
        )
    return bool(found)


#: Older than any look that is believed.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_UNREACHED = Prepared(
    lambda *, uri: RemoteActor.objects.filter(
        uri=uri, gone_at__isnull=False, person__removed_at=None
    ).values_list("person_id")
)
