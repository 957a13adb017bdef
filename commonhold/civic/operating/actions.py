"""Holders come by a decision; they confirm, give it back, or leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from commonhold.civic.members import queries as members
from commonhold.civic.operating.charter import OperatingCharter
from commonhold.civic.operating.models import Holding, Task
from commonhold.civic.operating.refusals import HoldsAlready, HoldsNothing, NoSuchMember, NoSuchTask
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.actions import Authority
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record

ASKING = "operating.ask"
_HERSELF, _LEFT = "herself", "left"


@transaction.atomic
def name_holder(person_id: int, task: str, *, because: Authority) -> int:
    """Have a member hold this from now on; she is asked to say so. Returns the holding's id.

    Raises NoSuchTask, NoSuchMember or HoldsAlready.
    """
    must_be_task(task)
    if members.member_of(person_id) is None:
        raise NoSuchMember
    if _held(person_id, task).exists():
        raise HoldsAlready
    row = Holding.objects.create(
        id=ids.new_id(because.at),
        task=task,
        person_id=person_id,
        since=because.at,
        because=because.reference,
    )
    _note("operating.holder-named", row, because.reference, because.at)
    _ask(row, because.at)
    return row.id


@transaction.atomic
def end_holder(person_id: int, task: str, *, because: Authority) -> None:
    """She holds it no more, by a decision. Raises NoSuchTask or HoldsNothing."""
    must_be_task(task)
    _end(_must_hold(person_id, task), because.reference, because.at)


@transaction.atomic
def confirm_holding(by: int, *, task: str, now: datetime) -> None:
    """She says herself that she can still reach it and hand it on. Raises HoldsNothing."""
    row = _must_hold(by, task)
    row.confirmed_at = now
    row.save(update_fields=["confirmed_at"])
    _ask(row, now + timedelta(days=charter.current().read(OperatingCharter).confirm_days))


@transaction.atomic
def give_back(by: int, *, task: str, now: datetime) -> None:
    """She wants to hold it no more. Raises HoldsNothing."""
    _end(_must_hold(by, task), _HERSELF, now)


@transaction.atomic
def end_all_of(person_id: int, *, now: datetime) -> None:
    """Whoever leaves the co-op holds nothing of it."""
    for row in Holding.objects.select_for_update().filter(person_id=person_id, until=None).order_by("id"):
        _end(row, _LEFT, now)


def must_be_task(task: str) -> None:
    if task not in Task.values:
        raise NoSuchTask


def _held(person_id: int, task: str) -> QuerySet[Holding]:
    return Holding.objects.select_for_update().filter(person_id=person_id, task=task, until=None)


def _must_hold(person_id: int, task: str) -> Holding:
    row = _held(person_id, task).first()
    if row is None:
        raise HoldsNothing
    return row


def _end(row: Holding, because: str, now: datetime) -> None:
    row.until, row.ended_because = now, because
    row.save(update_fields=["until", "ended_because"])
    _note("operating.holder-ended", row, because, now)


def _ask(row: Holding, due: datetime) -> None:
    key = f"{row.id}:{int(due.timestamp())}"
    jobs.schedule(ASKING, key=key, due=due, payload={"holding_id": row.id})


def _note(kind: str, row: Holding, reference: str, now: datetime) -> None:
    """Not who: that is for members. That there is somebody, and by whose word, is for everybody."""
    body = {"holding": str(row.id), "task": row.task, "reference": reference}
    record.append(kind, body, about=reference, now=now)
