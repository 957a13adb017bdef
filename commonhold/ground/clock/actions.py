from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground import once
from commonhold.ground.clock import queries
from commonhold.ground.clock.models import Advance
from commonhold.ground.installation.queries import place
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.actions import Ran
from commonhold.ground.jobs.queries import next_due
from commonhold.ground.refusal import Refusal


def advance(*, by: timedelta) -> tuple[datetime, list[Ran]]:
    """Move a demo or test co-op's clock forward; return the new time and the work that came due.

    The clock stops at each due time on the way, so that work runs at its own hour and in order.
    A server beside us may run some of it; we return when nothing that is due waits any more.
    """
    here = place()
    if here is None or here.is_real:
        raise Refusal(_("Time moves by itself in a real co-op. Only a demo's clock can be moved."))
    if by < timedelta(0):
        raise Refusal(_("Time only moves forward."))
    target = queries.now() + by
    ran: list[Ran] = []
    while (due := next_due(until=target)) is not None:
        _set(max(due, queries.now()))
        ran += jobs.tick(queries.now())
    _set(target)
    ran += jobs.tick(queries.now())
    return queries.now(), ran


@transaction.atomic
def _set(target: datetime) -> None:
    world = datetime.now(UTC)
    ahead = max(target - world, queries.ahead())
    Advance.objects.create(ahead_ms=ceil(ahead / timedelta(milliseconds=1)), made_at=world)
    once.changed()
