"""What other servers told us becomes deeds.

Other servers are asked outside of any transaction; then what is to be written is written in one, together
with the note that it is done. After a crash a row is taken up again: every deed may be done twice.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

import orjson

from commonhold.doors.activitypub.incoming import circles
from commonhold.doors.activitypub.incoming.elsewhere import Elsewhere
from commonhold.doors.activitypub.incoming.in_groups import passing_on
from commonhold.doors.activitypub.incoming.passed_on import Hearsay
from commonhold.doors.activitypub.incoming.told import Nothing, Told
from commonhold.doors.activitypub.incoming.verbs import deed_of
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.ground.clock import queries as clock
from commonhold.ground.once import among_writes
from commonhold.ground.refusal import Refusal
from commonhold.ground.unanswered import Unanswered
from commonhold.social.actors import actions as actors
from commonhold.social.deliveries import actions as deliveries
from commonhold.social.received import actions as received
from commonhold.social.received.actions import Claimed
from commonhold.social.received.workers import Memory, Workers

log = logging.getLogger("commonhold.incoming")


def workers(elsewhere: Elsewhere) -> Workers:
    """They ask these other servers."""
    return Workers(partial(carry_out, elsewhere, Hearsay()), clock.now, _heard)


def carry_out(
    elsewhere: Elsewhere, hearsay: Hearsay, row: Claimed, now: datetime, memory: Memory
) -> str | None:
    """Make of it what there is to be made, or say why nothing comes of it. Raises Unanswered alone."""
    with among_writes():
        return _made_of(elsewhere, hearsay, row, now, memory)


def _made_of(
    elsewhere: Elsewhere, hearsay: Hearsay, row: Claimed, now: datetime, memory: Memory
) -> str | None:
    try:
        if "person" not in memory:
            actors.came_back(row.signer)
            memory["person"] = elsewhere.actor_of(row.signer, now=now)
        told = Told(orjson.loads(row.body), row.signer, row.domain, memory["person"], elsewhere, now, memory)
        deed = passing_on(told, deed_of(told)) if told.is_her_own else hearsay.deed_of(told)
        received.settle_by(deed, received_id=row.id, now=now)
        nothing = None
    except Unreachable as away:
        _later(row, str(away), now)
        return None
    except (Nothing, Strange, Blocked, Refusal) as reason:
        nothing = str(reason)
    except Unanswered:
        raise
    except Exception as mistake:  # one of ours must not hold up what else came
        log.exception("what %s told broke", row.signer)
        _later(row, f"{type(mistake).__name__}: {mistake}", now)
        return None
    if row.followers:
        circles.compare(row.signer, row.followers, elsewhere, now)
    return nothing


def _heard(domain: str, now: datetime) -> None:
    deliveries.heard_from([domain], now=now)


def _later(row: Claimed, reason: str, now: datetime) -> None:
    if not received.postpone(row.id, trouble=reason, now=now):
        log.info("given up, told by %s: %s", row.signer, reason)
