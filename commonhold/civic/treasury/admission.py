"""Where vouches and dues meet: who is admitted, and at which moment."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.members import actions as members
from commonhold.civic.members.queries import Applicant, applicants
from commonhold.civic.treasury import charges, months
from commonhold.civic.treasury.models import Charge


def with_dues(*, now: datetime) -> None:
    """While anybody's dues are booked: admit all who only waited for that.

    Those whom the fund carries are among them and join at no other moment, so that the hour of joining
    says nothing.
    """
    for each in applicants():
        dues = _first_dues(each)
        if each.has_vouches and dues is not None and charges.is_settled(dues):
            members.admit(each.application_id, now=now)


def with_vouches(application_id: int, *, now: datetime) -> None:
    """While the last vouch comes: admit the applicant if her own money came before it."""
    for each in applicants():
        dues = _first_dues(each)
        if each.application_id != application_id or not each.has_vouches or dues is None:
            continue
        if charges.is_settled(dues) and not charges.is_carried(dues):
            members.admit(application_id, now=now)


def _first_dues(applicant: Applicant) -> Charge | None:
    """Those of the month in which she applied; an earlier membership's don't count."""
    since = months.month_of(applicant.applied_at)
    rows = Charge.objects.filter(person_id=applicant.person_id, month_id__gte=since)
    return rows.select_related("month").order_by("month_id").first()
