"""What is looked up on other servers, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q

from commonhold.social.lookups.models import Lookup
from commonhold.social.lookups.refusals import NoSuchLookup
from commonhold.social.people.queries import Viewer
from commonhold.social.servers.queries import domain_of


@dataclass(frozen=True)
class Finding:
    """What came of it: a person's id or a post's; neither while it goes on, or where there is `trouble`."""

    is_done: bool
    person_id: int | None
    post_id: int | None
    trouble: str


@dataclass(frozen=True)
class Waiting:
    """What is to be looked up. `what` is any, thread, outbox, or server for a mere domain."""

    id: int
    what: str
    sought: str


def server_of(wanted: Waiting) -> str:
    """Its domain, in lower case."""
    if wanted.what == "server":
        return wanted.sought
    is_name = "://" not in wanted.sought
    return wanted.sought.rpartition("@")[2] if is_name else domain_of(wanted.sought)


def found(viewer: Viewer, lookup_id: int) -> Finding:
    """What came of it. Who may see what was found is asked where that is shown. Raises NoSuchLookup."""
    columns = ("done_at", "person_id", "post_id", "trouble")
    row = Lookup.objects.filter(id=lookup_id).values_list(*columns).first()
    if row is None or viewer.person_id is None:
        raise NoSuchLookup
    done_at, person_id, post_id, trouble = row
    return Finding(done_at is not None, person_id, post_id, trouble)


def waiting(now: datetime, *, apart_from: Collection[int] = (), limit: int) -> list[Waiting]:
    """What waits, for the door: what somebody looks at now goes before what was brought along in numbers."""
    in_time = ExpressionWrapper(Q(by=None), BooleanField())
    is_due = Q(again_at=None) | Q(again_at__lte=now)
    rows = Lookup.objects.filter(is_due, done_at=None).exclude(id__in=apart_from).order_by(in_time, "id")
    return [Waiting(*each) for each in rows.values_list("id", "what", "sought")[:limit]]
