"""Who is near in the viewer's own web of trust: for the order of what she is shown, never for a mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from commonhold.civic.credit.minutes import HOUR
from commonhold.civic.credit.models import Limit
from commonhold.civic.members import queries as members
from commonhold.ground.once import once
from commonhold.social.people.queries import Viewer
from rulebook.trust.nearness import Ties, nearness

#: What a vouch counts beside limits, in minutes: it says that two know each other.
VOUCH = HOUR


def near(viewer: Viewer, *, now: datetime) -> dict[int, int]:
    """By person: how near she is, in millionths that are shared among all who are near; nobody else is there.

    Seen from the viewer alone; from nobody it is empty.
    """
    return {} if viewer.person_id is None else _near(viewer.person_id)


def closeness(viewer: Viewer, person_id: int) -> int:
    """How near one person is, as `near` has it; 0 for who isn't."""
    return 0 if viewer.person_id is None else _near(viewer.person_id).get(person_id, 0)


@once
def _near(person_id: int) -> dict[int, int]:
    return nearness(person_id, _ties_of)


def _ties_of(wanted: Collection[int]) -> Ties:
    ties: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = Limit.objects.filter(truster__in=wanted, until=None)
    for truster, trusted, minutes in rows.values_list("truster_id", "trusted_id", "minutes"):
        ties[truster][trusted] += minutes
    for one, other in members.vouched_pairs(wanted):
        ties[one][other] += VOUCH
        ties[other][one] += VOUCH
    return {each: ties[each] for each in wanted if each in ties}
