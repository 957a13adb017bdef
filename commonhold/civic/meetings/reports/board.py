from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.decisions import queries as decisions
from commonhold.social.people.queries import Viewer

_MOST = 2000  # proposals of which a year's votes are looked for


@dataclass(frozen=True)
class Vote:
    """A vote that was counted: by how many of the roll, and how it ended."""

    proposal: str  # decimal id
    turnout: int
    roll: int
    outcome: str


@dataclass(frozen=True)
class Carried:
    """Decisions that took effect: where they came from, and of which kinds they are."""

    reference: str
    kinds: tuple[str, ...]
    at: int  # milliseconds since 1970


@dataclass(frozen=True)
class BoardReport:
    """The year of the co-op: members who came and went, what took effect, and who took part in votes."""

    members_before: int
    joined: int
    left: int
    members_after: int
    enacted: tuple[Carried, ...]
    votes: tuple[Vote, ...]


def board_report(viewer: Viewer, *, since: datetime, until: datetime) -> BoardReport:
    moved = members.movement(since=since, until=until)
    return BoardReport(
        members_before=moved.before,
        joined=moved.joined,
        left=moved.left,
        members_after=moved.after,
        enacted=tuple(
            Carried(each.reference, tuple(one.kind for one in each.decisions), ids.milliseconds(each.at))
            for each in decisions.between(since, until)
        ),
        votes=_votes(viewer, since, until),
    )


def _votes(viewer: Viewer, since: datetime, until: datetime) -> tuple[Vote, ...]:
    """Those whose voting closed in that time, the oldest first."""
    lines = proposals.page(viewer, limit=_MOST)
    closed = [each.id for each in lines if each.closes_at is not None and since < each.closes_at <= until]
    counted = ((each, counts.count(each)) for each in sorted(closed))
    return tuple(
        Vote(str(proposal_id), sheet.turnout, sheet.roll_size, str(sheet.outcome))
        for proposal_id, sheet in counted
        if sheet is not None
    )
