"""Mandates change hands while a decision is enacted; they end by themselves, or when their holder leaves."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Mandate
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.members.news import MemberLeft, MemberMoved
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.actions import Authority
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from commonhold.social.people import actions as social
from commonhold.social.people import queries as people
from commonhold.social.people.models import Standing

#: Whoever holds one of these answers reports; who judges on appeal does not, so that she judges others alone,
#: nor who settles the debts of a co-op that ends.
KEEPS_ORDER = frozenset(Role) - {Role.BENCH, Role.LIQUIDATOR}


def give(person_id: int, role: Role, *, months: int = 0, because: Authority) -> None:
    """Give a mandate, for so many months or until it is taken back.

    A person who already holds it keeps the one she has; one with a term is prolonged.
    """
    until = after_months(because.at, months) if months else None
    held = _held(person_id, because.at).filter(role=role).first()
    if held is not None:
        if held.until is not None:
            held.until, held.months = until, months
            held.save(update_fields=["until", "months"])
            _note("governance.mandate-given", held, because)
            _watch(held)
        return
    row = Mandate.objects.create(
        id=ids.new_id(because.at),
        person_id=person_id,
        role=role,
        since=because.at,
        until=until,
        months=months,
        reference=because.reference,
    )
    if role in KEEPS_ORDER:
        social.grant_standing(person_id=person_id, kind=Standing.Kind.STEWARD, now=because.at)
    _note("governance.mandate-given", row, because)
    _watch(row)


def end(person_id: int, role: Role, *, because: Authority) -> None:
    """End a mandate now; one that nobody holds is fine."""
    for row in _held(person_id, because.at).filter(role=role):
        _stop(row, because.at)
        _note("governance.mandate-ended", row, because)
    _stand_down(person_id, because.at)


def lapse(event: MemberLeft, now: datetime) -> None:
    """Whoever leaves the co-op gives her mandates back."""
    _give_back(event.person_id, "left", now)


def lapse_without_right(event: MemberMoved, now: datetime) -> None:
    """So does who moved to a class of members that holds no office."""
    if not members.is_eligible(event.person_id):
        _give_back(event.person_id, "class", now)


def term_is_over(payload: Payload, now: datetime) -> None:
    """A mandate ended by itself: say so on the record."""
    until = datetime.fromisoformat(payload["until"])
    row = Mandate.objects.filter(id=payload["mandate_id"], until=until).first()
    if row is None:  # it was prolonged, or ended before
        return
    body = {"mandate": str(row.id), "role": row.role, "reference": "term"}
    record.append("governance.mandate-ended", body, now=now)
    _stand_down(row.person_id, now)


def after_months(at: datetime, months: int) -> datetime:
    """So many calendar months later; the last of a shorter month where the day does not exist."""
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def name_of(person_id: int | str) -> str:
    """How a person is called, for the words of a decision."""
    return people.name_of(int(person_id))


def _give_back(person_id: int, why: str, now: datetime) -> None:
    for row in _held(person_id, now):
        _stop(row, now)
        body = {"mandate": str(row.id), "role": row.role, "reference": why}
        record.append("governance.mandate-ended", body, now=now)
    _stand_down(person_id, now)


def _held(person_id: int, at: datetime) -> QuerySet[Mandate]:
    return Mandate.objects.filter(Q(until=None) | Q(until__gt=at), person_id=person_id)


def _watch(row: Mandate) -> None:
    """Have its end noted, and its successor elected so early that the seat need not stand empty."""
    if row.until is None:
        return
    second = int(row.until.timestamp())
    payload = {"mandate_id": row.id, "until": row.until.isoformat()}
    jobs.schedule("governance.term", key=f"{row.id}:{second}", due=row.until, payload=payload)
    days = charter.current().read(GovernanceCharter)
    lead = days.nomination_days + days.notice_days + days.voting_days + days.challenge_days + 1
    early = max(row.since, row.until - timedelta(days=lead))
    asked = {"role": row.role, "months": row.months, "until": row.until.isoformat()}
    jobs.schedule("governance.elect", key=f"{row.role}:{second}", due=early, payload=asked)


def _stop(row: Mandate, now: datetime) -> None:
    """End it before its time; the seat of a term is vacant then, and the members fill it."""
    row.until = now
    row.save(update_fields=["until"])
    if row.months:
        asked = {"role": row.role, "months": row.months, "until": now.isoformat()}
        jobs.schedule("governance.elect", key=f"vacancy:{row.id}", due=now, payload=asked)


def _stand_down(person_id: int, now: datetime) -> None:
    """Without any mandate that keeps order one is no steward any more."""
    if not _held(person_id, now).filter(role__in=KEEPS_ORDER).exists():
        social.end_standing(person_id=person_id, kind=Standing.Kind.STEWARD, now=now)


def _note(kind: str, row: Mandate, because: Authority) -> None:
    body = {"mandate": str(row.id), "role": row.role, "reference": because.reference}
    record.append(kind, body, about=because.reference, now=because.at)


KINDS = [Kind("governance.term", term_is_over)]
