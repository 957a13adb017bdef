"""The solidarity fund. Only the person herself and the membership mandate ever learn whom it carries."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import charges
from commonhold.civic.treasury.models import Waiver
from commonhold.civic.treasury.refusals import NoDuesHere, NoWaiver, OwnWaiver, WaiverAsked
from commonhold.ground import ids
from commonhold.social.notifications import actions as notifications


@transaction.atomic
def ask_for_waiver(by: int, *, now: datetime) -> None:
    """Ask the fund to carry one's dues; no reason is asked for. Raises NoDuesHere or WaiverAsked."""
    if members.member_of(by) is None and by not in {each.person_id for each in members.applicants()}:
        raise NoDuesHere
    if Waiver.objects.filter(person_id=by, ended_at=None).exists():
        raise WaiverAsked
    waiver = Waiver.objects.create(id=ids.new_id(now), person_id=by, asked_at=now)
    for holder in mandates.holders(Role.MEMBERSHIP, at=now):
        if holder.person_id != by:
            _tell(holder.person_id, "asked", waiver, now)


@transaction.atomic
def grant_waiver(by: int, *, person_id: int, now: datetime) -> None:
    """Say yes to somebody who asked. What she owes now is carried too. For the membership mandate.

    Raises Refusal without the mandate, NoWaiver when nobody asked, OwnWaiver.
    """
    waiver = _lock_asked(by, person_id, now)
    waiver.granted_at, waiver.granted_by_id = now, by
    waiver.save(update_fields=["granted_at", "granted_by"])
    charges.carry(now=now)
    _tell(person_id, "granted", waiver, now)


@transaction.atomic
def decline_waiver(by: int, *, person_id: int, now: datetime) -> None:
    """Say no to somebody who asked; she may ask again. Refuses like `grant_waiver`."""
    waiver = _lock_asked(by, person_id, now)
    _end(waiver, by, now)
    _tell(person_id, "declined", waiver, now)


@transaction.atomic
def end_waiver(by: int, *, now: datetime) -> None:
    """Take one's request back, or pay again from the next month on. Raises NoWaiver."""
    waiver = Waiver.objects.select_for_update().filter(person_id=by, ended_at=None).first()
    if waiver is None:
        raise NoWaiver
    _end(waiver, by, now)


def _lock_asked(by: int, person_id: int, now: datetime) -> Waiver:
    mandates.must_hold(by, Role.MEMBERSHIP, at=now)
    if by == person_id:
        raise OwnWaiver
    asked = Waiver.objects.filter(person_id=person_id, granted_at=None, ended_at=None)
    waiver = asked.select_for_update().first()
    if waiver is None:
        raise NoWaiver
    return waiver


def _end(waiver: Waiver, by: int, now: datetime) -> None:
    waiver.ended_at, waiver.ended_by_id = now, by
    waiver.save(update_fields=["ended_at", "ended_by"])


def _tell(person_id: int, what: str, waiver: Waiver, now: datetime) -> None:
    kind, subject = f"treasury.waiver-{what}", f"waiver:{waiver.id}"
    notifications.notify(person_id=person_id, kind=kind, subject=subject, now=now)
