"""Writing down what came of deliveries: of many together, since each commit waits for the disk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Min, OuterRef, QuerySet, Subquery

from commonhold.social.actors import actions as actors
from commonhold.social.deliveries import patience
from commonhold.social.deliveries.carrying import Outcome, Verdict
from commonhold.social.deliveries.models import Delivery, Queue
from commonhold.social.servers import actions as servers
from commonhold.social.servers import queries
from commonhold.social.servers.queries import Known

_ENDS = {
    Verdict.TAKEN: Delivery.Outcome.TAKEN,
    Verdict.REFUSED: Delivery.Outcome.REFUSED,
    Verdict.GONE: Delivery.Outcome.GONE,
}


@transaction.atomic
def settle(outcomes: Sequence[tuple[int, Outcome]], *, released: Collection[int], now: datetime) -> None:
    """`outcomes` with the ids of their servers; `released`: servers with which nobody is busy any more."""
    known = queries.by_id({server_id for server_id, _outcome in outcomes})
    # In the order of ids, as everybody locks them; what is read after this is what others had committed.
    locked = Queue.objects.select_for_update().filter(server__in={*known, *released})
    list(locked.order_by("server_id").values_list("server_id"))
    waits = _waits(outcomes, known)
    _end([outcome for _server_id, outcome in outcomes], now)
    _put_off(outcomes, waits, known, now)
    servers.answered({server_id for server_id, _outcome in outcomes} - waits.keys())
    for server_id, wait in waits.items():
        servers.failed(server_id, rests_until=now + wait, now=now)
    _note_gone([outcome for _server_id, outcome in outcomes], now)
    for server_id, outcome in outcomes:
        if outcome.signing:
            servers.learn_signing(known[server_id].domain, signing=outcome.signing, now=now)
    _release(released, now)


def _waits(outcomes: Sequence[tuple[int, Outcome]], known: dict[int, Known]) -> dict[int, timedelta]:
    """How long each server rests that is away."""
    found: dict[int, timedelta] = {}
    for server_id, outcome in outcomes:
        if outcome.verdict is Verdict.SERVER_AWAY:
            server = known[server_id]
            found[server_id] = outcome.wait or patience.rest(server.domain, server.failures + 1)
    return found


def _end(outcomes: Sequence[Outcome], now: datetime) -> None:
    taken = [each.delivery_id for each in outcomes if each.verdict is Verdict.TAKEN]
    waiting = Delivery.objects.filter(id__in=taken, done_at=None)
    waiting.update(outcome=Delivery.Outcome.TAKEN, done_at=now, attempts=F("attempts") + 1, trouble="")
    for each in outcomes:
        if each.verdict in _ENDS and each.verdict is not Verdict.TAKEN:
            Delivery.objects.filter(id=each.delivery_id, done_at=None).update(
                outcome=_ENDS[each.verdict], done_at=now, attempts=F("attempts") + 1, trouble=each.trouble
            )


def _note_gone(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Status 410 is meant for good, unlike 404, which a server that is set up wrongly gives as well."""
    gone = [each.delivery_id for each in outcomes if each.trouble == "status 410"]
    if gone:
        rows = Delivery.objects.filter(id__in=gone).values_list("inbox", flat=True)
        actors.inboxes_are_gone(set(rows), now=now)


def _put_off(
    outcomes: Sequence[tuple[int, Outcome]],
    waits: dict[int, timedelta],
    known: dict[int, Known],
    now: datetime,
) -> None:
    late = {each.delivery_id: (server, each) for server, each in outcomes if each.verdict not in _ENDS}
    for row in Delivery.objects.filter(id__in=late, done_at=None):
        server_id, outcome = late[row.id]
        wait = outcome.wait or patience.rest(f"{known[server_id].domain} {row.inbox}", row.attempts + 1)
        row.due_at = now + waits.get(server_id, wait)
        row.attempts, row.trouble = row.attempts + 1, outcome.trouble
        row.save(update_fields=["due_at", "attempts", "trouble"])


@transaction.atomic
def let_go(server_ids: Collection[int], *, claimed_at: datetime) -> None:
    """Nothing that was due when these servers were claimed may go yet: it waits for what came before."""
    locked = Queue.objects.select_for_update().filter(server__in=list(server_ids))
    list(locked.order_by("server_id").values_list("server_id"))
    free = Queue.objects.filter(server__in=list(server_ids))
    free.update(claimed_until=None, due_at=Subquery(_next(due_at__gt=claimed_at)))


def _release(server_ids: Collection[int], now: datetime) -> None:
    """The next look is at what waits, once the server has rested."""
    free = Queue.objects.filter(server__in=list(server_ids))
    free.update(claimed_until=None, due_at=Subquery(_next()))
    resting = free.filter(server__rests_until__gt=now, due_at__isnull=False)
    for server_id, until in resting.values_list("server_id", "server__rests_until"):
        Queue.objects.filter(server=server_id).update(due_at=until)


def _next(**which: Any) -> QuerySet[Delivery, Any]:
    of_server = Delivery.objects.filter(server=OuterRef("server_id"), done_at=None, **which).order_by()
    return of_server.values("server").annotate(first=Min("due_at")).values("first")
