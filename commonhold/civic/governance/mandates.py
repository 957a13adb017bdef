"""Mandates change hands while a decision is enacted, and end when their holder leaves."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.models import Mandate
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members.news import MemberLeft
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.record import actions as record
from commonhold.social.people import actions as social
from commonhold.social.people import queries as people
from commonhold.social.people.models import Standing


def give(person_id: int, role: Role, *, because: Authority) -> None:
    """Give a mandate; a person who already holds it keeps the one she has."""
    if Mandate.objects.filter(person_id=person_id, role=role, until=None).exists():
        return
    row = Mandate.objects.create(
        id=ids.new_id(because.at),
        person_id=person_id,
        role=role,
        since=because.at,
        reference=because.reference,
    )
    social.grant_standing(person_id=person_id, kind=Standing.Kind.STEWARD, now=because.at)
    _note("governance.mandate-given", row, because)


def end(person_id: int, role: Role, *, because: Authority) -> None:
    """End a mandate now; one that nobody holds is fine."""
    for row in Mandate.objects.filter(person_id=person_id, role=role, until=None):
        row.until = because.at
        row.save(update_fields=["until"])
        _note("governance.mandate-ended", row, because)
    _stand_down(person_id, because.at)


def lapse(event: MemberLeft, now: datetime) -> None:
    """Whoever leaves the co-op gives her mandates back."""
    for row in Mandate.objects.filter(person_id=event.person_id, until=None):
        row.until = now
        row.save(update_fields=["until"])
        body = {"mandate": str(row.id), "role": row.role, "reference": "left"}
        record.append("governance.mandate-ended", body, now=now)
    _stand_down(event.person_id, now)


def _stand_down(person_id: int, now: datetime) -> None:
    """Without any mandate one is no steward any more."""
    if not Mandate.objects.filter(person_id=person_id, until=None).exists():
        social.end_standing(person_id=person_id, kind=Standing.Kind.STEWARD, now=now)


def name_of(person_id: int | str) -> str:
    """How a person is called, for the words of a decision."""
    return people.name_of(int(person_id))


def _note(kind: str, row: Mandate, because: Authority) -> None:
    body = {"mandate": str(row.id), "role": row.role, "reference": because.reference}
    record.append(kind, body, about=because.reference, now=because.at)
