"""A jury of few of ours and of bakers: what tests of lent jurors begin with."""

from __future__ import annotations

from commonhold.civic.lending import wire
from commonhold.civic.lending.models import Pool
from commonhold.civic.lending.tests.houses import NAME, Bakers
from commonhold.civic.moderation.models import Draw, Juror
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.social.people import actions as people

EVERYBODY = ("vera", "wim", "xenia", "yael")


def small(case: Case, *left: str) -> None:
    """Of our people these alone have no part in it."""
    for name in set(case.coop.ids) - {"finn", "ada", "ben", "caro", *left}:
        people.block(case.who(name), person_id=case.who("finn"), now=case.now)


def before_a_jury(case: Case, kind: str = "label") -> int:
    made = case.measure(kind)
    case.review(case.appeal(made), upholds=True)
    case.appeal(made)
    return made


def drawn(case: Case, bakers: Bakers) -> Draw:
    """The bakers name their pool, the lot is drawn, and they hear whom it called."""
    bakers.delivers()
    case.coop.wait(hours=25)
    bakers.delivers()
    return Draw.objects.latest("id")


def lent(bakers: Bakers) -> dict[str, Juror]:
    """Those of the bakers who are called, by name."""
    found = {}
    for name in bakers.people:
        seat = bakers.seat(name)
        if seat is not None and seat.ended_at is None:
            key = wire.lent_key(NAME, Pool.objects.get(seats_taken=seat.id).seats_taken.get(id=seat.id).key)
            found[name] = Juror.objects.get(key=key)
    return found
