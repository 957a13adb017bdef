from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commonhold.civic.governance.models import Mandate
from commonhold.civic.governance.vocabulary import Role
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people


@dataclass(frozen=True)
class MandateView:
    """Who holds which role, since when and by whose word."""

    id: int
    person_id: int
    role: Role
    since: datetime
    reference: str
    until: datetime | None  # when its term ends, where it has one


def held_by(person_id: int, *, at: datetime) -> list[MandateView]:
    """A person's mandates at a time; none while she was suspended, when they rest."""
    return [_view(row) for row in _at(at).filter(person_id=person_id)]


def holders(role: Role, *, at: datetime) -> list[MandateView]:
    """Who holds a role at a time, the longest first."""
    return [_view(row) for row in _at(at).filter(role=role)]


def must_hold(person_id: int, role: Role, *, at: datetime) -> MandateView:
    """The mandate that gives the permission. Raises Refusal when this person has none."""
    row = _at(at).filter(person_id=person_id, role=role).first()
    if row is None:
        raise Refusal(
            _("Only somebody whom the members gave the “{role}” mandate can do this."), role=role.label
        )
    return _view(row)


def _at(when: datetime) -> QuerySet[Mandate]:
    """Those that hold and don't rest, as a suspended person's do."""
    resting = people.suspended(when).filter(person_id=OuterRef("person_id"))
    rows = Mandate.objects.filter(Q(until=None) | Q(until__gt=when), since__lte=when)
    return rows.exclude(Exists(resting)).order_by("since", "id")


def _view(row: Mandate) -> MandateView:
    return MandateView(row.id, row.person_id, Role(row.role), row.since, row.reference, row.until)
