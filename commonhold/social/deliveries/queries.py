"""How deliveries stand, for those who keep the machine and for whoever holds a mandate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from commonhold.social.deliveries.models import Delivery, Queue
from commonhold.social.deliveries.refusals import NotYoursToSee
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

_MOST = 200


@dataclass(frozen=True)
class QueueView:
    """What waits for one server. `rests_until`: until then it is left alone."""

    server_id: int
    domain: str
    software: str
    signing: str
    waiting: int
    oldest_at: datetime
    due_at: datetime | None
    failing_since: datetime | None
    failures: int
    rests_until: datetime | None
    trouble: str


@dataclass(frozen=True)
class Totals:
    """How many deliveries wait, and how those of the last day ended."""

    waiting: int
    taken: int
    refused: int
    gone: int
    expired: int
    dropped: int


def may_see(viewer: Viewer) -> bool:
    """Is this page for her?"""
    return viewer.person_id is not None and people.is_steward(viewer.person_id)


def queues(viewer: Viewer) -> list[QueueView]:
    """Those in which something waits, the most troubled first. Raises NotYoursToSee."""
    if not may_see(viewer):
        raise NotYoursToSee
    return all_queues()


def totals(viewer: Viewer, *, now: datetime) -> Totals:
    """Raises NotYoursToSee."""
    if not may_see(viewer):
        raise NotYoursToSee
    return all_totals(now=now)


def all_queues() -> list[QueueView]:
    """For whoever sits at the machine."""
    rows = Queue.objects.filter(due_at__isnull=False).select_related("server")
    rows = rows.annotate(trouble=Subquery(_last_trouble()))
    waiting = {each: (count, oldest) for each, count, oldest in _waiting()}
    found = [_view(row, *waiting[row.server_id]) for row in rows if row.server_id in waiting]
    return sorted(found, key=lambda each: (-each.failures, -each.waiting, each.domain))[:_MOST]


def all_totals(*, now: datetime) -> Totals:
    """For whoever sits at the machine."""
    ended = Delivery.objects.filter(done_at__gt=now - timedelta(days=1)).order_by()
    counts = dict(ended.values_list("outcome").annotate(count=Count("id")))
    waiting = Delivery.objects.filter(done_at=None).count()
    outcomes = ("taken", "refused", "gone", "expired", "dropped")
    return Totals(waiting, *(counts.get(each, 0) for each in outcomes))


def _waiting() -> QuerySet[Delivery, tuple[int, int, datetime]]:
    by_server = Delivery.objects.filter(done_at=None).order_by().values("server_id")
    counted = by_server.annotate(count=Count("id"), oldest=Min("outgoing__written_at"))
    return counted.values_list("server_id", "count", "oldest")


def _last_trouble() -> QuerySet[Delivery, str]:
    told = Delivery.objects.filter(~Q(trouble=""), server=OuterRef("server_id"), done_at=None)
    return told.order_by("-due_at").values_list("trouble", flat=True)[:1]


def _view(row: Queue, waiting: int, oldest_at: datetime) -> QueueView:
    server = row.server
    return QueueView(
        server_id=server.id,
        domain=server.domain,
        software=server.software,
        signing=server.signing,
        waiting=waiting,
        oldest_at=oldest_at,
        due_at=row.due_at,
        failing_since=server.failing_since,
        failures=server.failures,
        rests_until=server.rests_until,
        trouble=getattr(row, "trouble", None) or "",
    )
