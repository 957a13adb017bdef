"""Who can't be reached any more, as an inbox of her own says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

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
