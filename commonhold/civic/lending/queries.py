"""What was agreed with whom, and who of us sits elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.lending.models import Agreement, Seat, Volunteer
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class AgreedView:
    """What holds between us and a peer. `is_paid`: whom we lend is paid by us as a juror of our own."""

    lends: bool
    is_paid: bool
    borrows: bool


@dataclass(frozen=True)
class SeatView:
    """A seat of the viewer's on a jury of another co-op."""

    id: int
    co_op: str
    url: str
    called_at: datetime
    due: datetime
    ended_at: datetime | None
    has_voted: bool


def agreed_with(peer_id: int) -> AgreedView:
    """Nothing, where members never decided on it."""
    held = {each.way: each for each in Agreement.objects.filter(peer_id=peer_id, until=None)}
    lending = held.get(Agreement.Way.LEND)
    return AgreedView(
        lends=lending is not None,
        is_paid=lending is not None and lending.is_paid,
        borrows=Agreement.Way.BORROW in held,
    )


def borrowers() -> list[str]:
    """Names of the co-ops to which we lend jurors."""
    rows = Agreement.objects.filter(way=Agreement.Way.LEND, until=None, peer__until=None).order_by("id")
    return list(rows.values_list("peer__name", flat=True))


def volunteers(viewer: Viewer) -> bool:
    """Would the viewer sit on juries of other co-ops?"""
    return Volunteer.objects.filter(person_id=viewer.person_id or 0, until=None).exists()


def my_seats(viewer: Viewer) -> list[SeatView]:
    """Juries elsewhere that the viewer was called to, the latest first."""
    rows = Seat.objects.filter(person_id=viewer.person_id or 0).select_related("pool__peer").order_by("-id")
    return [
        SeatView(
            each.id,
            each.pool.peer.name,
            each.pool.peer.url,
            each.called_at,
            each.due,
            each.ended_at,
            each.has_voted,
        )
        for each in rows[:50]
    ]
