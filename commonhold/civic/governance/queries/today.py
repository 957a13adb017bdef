"""What every page shows of the decisions: which wait for the viewer, and which took effect lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.civic.governance.models import SealedBallot, Seat, Step
from commonhold.civic.governance.vocabulary import State
from commonhold.ground import ids
from commonhold.ground.prepared import Asking, Prepared, Row, answered
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Waiting:
    """An open vote in which the viewer has a seat and no ballot yet."""

    id: int
    title: str
    closes_at: datetime


@dataclass(frozen=True)
class Enacted:
    """A proposal that took effect."""

    id: int
    title: str
    at: datetime


@dataclass(frozen=True)
class Today:
    """`waiting` begins with what closes first, `enacted` with the latest."""

    waiting: tuple[Waiting, ...]
    enacted: tuple[Enacted, ...]


def today(viewer: Viewer, *, since: datetime) -> Today:
    """What waits for the viewer now, and what took effect after `since`; one statement."""
    return answered(asking_today(viewer, since=since))


def asking_today(viewer: Viewer, *, since: datetime) -> Asking[Today]:
    """The same, to be asked together with others."""
    return _LATELY.asking(me=viewer.person_id or 0, since=ids.first_id_after(since)).then(_today)


def _today(rows: list[Row]) -> Today:
    waiting = [
        Waiting(id_, title, closes) for state, id_, title, _at, closes in rows if state == State.VOTING
    ]
    enacted = [Enacted(id_, title, at) for state, id_, title, at, _closes in rows if state == State.ENACTED]
    return Today(
        tuple(sorted(waiting, key=lambda each: each.closes_at)),
        tuple(sorted(enacted, key=lambda each: each.at, reverse=True)),
    )


def _lately(*, me: int, since: int) -> QuerySet[Step, Any]:
    """Proposals whose latest step it is to be open to a vote of `me`, or to be in force since `since`."""
    later = Step.objects.filter(proposal=OuterRef("proposal"), id__gt=OuterRef("id"))
    cast = SealedBallot.objects.filter(seat=OuterRef("pk"))
    seats = Seat.objects.filter(~Exists(cast), poll=OuterRef("proposal"), person_id=me, voted=None)
    waits = Q(Exists(seats), state=State.VOTING)
    rows = Step.objects.filter(~Exists(later), waits | Q(state=State.ENACTED, id__gte=since))
    return rows.order_by("id").values_list(
        "state", "proposal_id", "proposal__title", "at", "proposal__poll__closes_at"
    )


_LATELY = Prepared(_lately)
