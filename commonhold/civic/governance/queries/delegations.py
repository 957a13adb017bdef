from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from commonhold.civic.governance import delegations as holding
from commonhold.civic.governance.models import Delegation
from commonhold.social.people.queries import Viewer
from rulebook import delegation


@dataclass(frozen=True)
class DelegationView:
    """To whom a vote goes on a topic (empty: on all), and over whom it passes on from there."""

    person_id: int
    to: int
    topic: str
    since: datetime
    until: datetime
    chain: tuple[int, ...]  # from the person on, as things stand


def given(viewer: Viewer, *, at: datetime) -> list[DelegationView]:
    """The viewer's own delegations, the general one first."""
    return _views(Q(person_id=viewer.person_id or 0), at)


def received(viewer: Viewer, *, at: datetime) -> list[DelegationView]:
    """Whose vote comes to the viewer by their own word; at a vote, others may reach her over these."""
    return _views(Q(to_id=viewer.person_id or 0), at)


def _views(whose: Q, at: datetime) -> list[DelegationView]:
    holds = Q(ended_at=None) | Q(ended_at__gt=at)
    rows = Delegation.objects.filter(whose, holds, since__lte=at, until__gt=at).order_by("topic", "id")
    known: dict[str, dict[int, int]] = {}
    views = []
    for row in rows:
        passes = known.setdefault(row.topic, holding.holding(row.topic, at=at))
        chain = delegation.chain(row.person_id, passes, ())
        views.append(DelegationView(row.person_id, row.to_id, row.topic, row.since, row.until, chain))
    return views
