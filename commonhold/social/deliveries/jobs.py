"""What goes by itself in this room: deliveries that are done, after some days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.social.deliveries.claiming import LEASE
from commonhold.social.deliveries.models import Delivery, Outgoing, Queue
from commonhold.social.deliveries.patience import LONGEST_PATIENCE, longest
from commonhold.social.servers import policies
from commonhold.social.servers.news import PolicySet

#: Longer than anybody waits, so that what was sent once is not sent again.
KEPT = LONGEST_PATIENCE + timedelta(days=1)

_AT_ONCE = 500


def on_policy_set(event: PolicySet, now: datetime) -> None:
    """What waits for a server that was blocked is looked at now: nothing of it goes, and it ends in pieces.

    There may be very much of it, so that is not done in the decision's own transaction.
    """
    if event.kind == policies.Kind.BLOCK:
        there = policies.beneath([event.domain], "server__domain")
        Queue.objects.filter(there, due_at__gt=now).update(due_at=now)


def set_right(now: datetime) -> None:
    """What a clock that was ahead claimed or put off for longer than ever happens is free and due."""
    beyond = now + longest()
    Queue.objects.filter(claimed_until__gt=now + LEASE).update(claimed_until=None)
    Delivery.objects.filter(done_at=None, due_at__gt=beyond).update(due_at=now)
    Queue.objects.filter(due_at__gt=beyond).update(due_at=now)


def forget(now: datetime) -> None:
    """What is done long ago goes: first the deliveries, then the activities that have none left."""
    old = Delivery.objects.filter(done_at__lte=now - KEPT).order_by("done_at")
    gone = list(old.values_list("id", flat=True)[:_AT_ONCE])
    if not gone:
        return
    with transaction.atomic():
        Delivery.objects.filter(id__in=gone).delete()
        bare = Outgoing.objects.filter(written_at__lte=now - KEPT, deliveries=None)
        Outgoing.objects.filter(id__in=list(bare.values_list("id", flat=True)[:_AT_ONCE])).delete()
