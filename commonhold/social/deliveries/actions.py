"""Writing down what must reach other servers, and having it tried again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.fetching.safely import is_fetchable
from commonhold.ground.installation.actions import freeze_addresses
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import place
from commonhold.ground.writes import Insert
from commonhold.social.actors.keys import Signer
from commonhold.social.deliveries.models import Delivery, Outgoing, Queue
from commonhold.social.deliveries.patience import LONG_DEAD
from commonhold.social.deliveries.refusals import NobodyWaits, NotYoursToHurry
from commonhold.social.people import queries as people
from commonhold.social.servers import actions as servers
from commonhold.social.servers import policies
from commonhold.social.servers.queries import Known, domain_of, known

_TOGETHER = 500  # rows in one statement
_NEVER = datetime.max.replace(tzinfo=UTC)


@transaction.atomic
def deliver(
    *,
    activity: Mapping[str, Any] | bytes,
    activity_id: str,
    by: Signer,
    key_id: str,
    inboxes: Sequence[str],
    now: datetime,
) -> int:
    """Have the activity brought to these inboxes, each once, however often this is asked; how many are new.

    Part of the caller's transaction. Inboxes that are no address of the open web are left out, those of
    servers that the co-op blocked, and those of servers that nobody has reached for a week, but for one
    activity now and then to see. Of a demo nothing goes out.
    """
    wanted = _by_server(inboxes, now)
    if not wanted or _is_fiction():
        return 0
    body = activity if isinstance(activity, bytes) else orjson.dumps(activity)
    freeze_addresses(now=now)  # who hears of us calls us so from now on
    outgoing_id = _outgoing(body, activity_id, by, key_id, now)
    rows = [
        {"outgoing_id": outgoing_id, "server_id": server.id, "inbox": inbox, "due_at": now}
        for server, theirs in wanted.items()
        for inbox in theirs
    ]
    fresh: set[int] = set()
    for start in range(0, len(rows), _TOGETHER):
        part = [{"id": ids.new_id(now), **each} for each in rows[start : start + _TOGETHER]]
        fresh |= _DELIVERIES.all_unless_there(part)
    _wake_queues(list(wanted), now)
    return len(fresh)


@transaction.atomic
def try_again(by: int, *, server_id: int, now: datetime) -> None:
    """Have all that waits for a server tried at once, as when its people say that it is back."""
    if not people.is_steward(by):
        raise NotYoursToHurry
    if not Queue.objects.filter(server_id=server_id, due_at__isnull=False).exists():
        raise NobodyWaits
    _wake(server_id, now=now)


def heard_from(domains: Collection[str], *, now: datetime) -> None:
    """Something of these servers came in: those that rest are there again, and what waits for them is due."""
    for server_id in servers.heard(domains, now=now):
        _wake(server_id, now=now)


@transaction.atomic
def _wake(server_id: int, *, now: datetime) -> None:
    """The server is there: what waits for it is due."""
    servers.answered([server_id])
    waiting = Delivery.objects.filter(server_id=server_id, done_at=None)
    if waiting.filter(due_at__gt=now).update(due_at=now) or waiting.exists():
        Queue.objects.filter(server_id=server_id).update(due_at=now)


def _is_fiction() -> bool:
    here = place()
    return here is not None and here.mode == Mode.DEMO


def _by_server(inboxes: Sequence[str], now: datetime) -> dict[Known, list[str]]:
    domains = {inbox: domain_of(inbox) for inbox in dict.fromkeys(inboxes) if is_fetchable(inbox)}
    blocked = policies.blocked_among(set(domains.values()))
    domains = {inbox: domain for inbox, domain in domains.items() if domain not in blocked}
    servers.meet_all(set(domains.values()), now=now)
    met = known(set(domains.values()))
    found: dict[Known, list[str]] = {}
    for inbox, domain in domains.items():
        if not _is_long_dead(met[domain], now):
            found.setdefault(met[domain], []).append(inbox)
    return found


def _is_long_dead(server: Known, now: datetime) -> bool:
    return (
        server.failing_since is not None
        and server.failing_since <= now - LONG_DEAD
        and server.rests_until is not None
        and server.rests_until > now
    )


def _outgoing(body: bytes, activity_id: str, by: Signer, key_id: str, now: datetime) -> int:
    _OUTGOING.unless_there(
        id=ids.new_id(now),
        activity_id=activity_id,
        body=body.decode(),
        person_id=by.person_id,
        group_id=by.group_id,
        key_id=key_id,
        written_at=now,
    )
    found: int = Outgoing.objects.values_list("id", flat=True).get(activity_id=activity_id)
    return found


def _wake_queues(reached: list[Known], now: datetime) -> None:
    """They are due, once their server has rested; those that are under way stay as they are."""
    reached = sorted(reached, key=lambda server: server.id)
    for start in range(0, len(reached), _TOGETHER):
        part = reached[start : start + _TOGETHER]
        # In the order of ids, as everybody locks them.
        locked = Queue.objects.select_for_update().filter(server__in=[each.id for each in part])
        due = dict(locked.order_by("server_id").values_list("server_id", "due_at"))
        _insert_queues([each for each in part if each.id not in due], now)
        later = [each for each in part if each.id in due and (due[each.id] or _NEVER) > now]
        awake = [each.id for each in later if each.rests_until is None or each.rests_until <= now]
        if awake:
            Queue.objects.filter(server__in=awake).update(due_at=now)
        for each in later:
            if each.id not in awake:
                Queue.objects.filter(server=each.id).update(due_at=each.rests_until)


def _insert_queues(missing: list[Known], now: datetime) -> None:
    rows = [
        Queue(server_id=each.id, due_at=max(now, each.rests_until or now), claimed_until=None)
        for each in missing
    ]
    Queue.objects.bulk_create(rows, ignore_conflicts=True)


_OUTGOING = Insert(Outgoing)
_DELIVERIES = Insert(Delivery)
