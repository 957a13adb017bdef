from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.ballots import commitment_of
from commonhold.civic.governance.models import CountSheet, PublishedBallot, Reason, Seat
from commonhold.civic.governance.vocabulary import Side


@dataclass(frozen=True)
class Count:
    """A count sheet: nothing of it exists before closing."""

    yes: int
    no: int
    abstain: int
    roll_size: int
    outcome: str  # "carried", "defeated" or "no-quorum"
    ballots_root: str
    at: datetime

    @property
    def turnout(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class BallotLine:
    """A published ballot."""

    choice: str
    commitment: str


@dataclass(frozen=True)
class ReasonView:
    """A public reason."""

    person_id: int
    side: Side
    text: str
    at: datetime


def count(proposal_id: int) -> Count | None:
    """The result, or None before it was counted."""
    row = CountSheet.objects.select_related("poll").filter(poll_id=proposal_id).first()
    if row is None:
        return None
    return Count(
        row.yes, row.no, row.abstain, row.poll.roll_size, row.outcome, row.ballots_root, row.counted_at
    )


def published_ballots(proposal_id: int) -> list[BallotLine]:
    """Every ballot, sorted by commitment; empty before closing."""
    rows = PublishedBallot.objects.filter(poll_id=proposal_id).order_by("commitment")
    return [BallotLine(row.choice, row.commitment) for row in rows]


def ballot_of_receipt(proposal_id: int, receipt: str) -> BallotLine | None:
    """The published ballot that a receipt belongs to."""
    row = PublishedBallot.objects.filter(poll_id=proposal_id, commitment=commitment_of(receipt)).first()
    return None if row is None else BallotLine(row.choice, row.commitment)


def who_voted(proposal_id: int) -> Sequence[int]:
    """Person ids of those who took part, known after closing only; in the order of the roll."""
    seats = Seat.objects.filter(poll_id=proposal_id, voted=True).order_by("id")
    return list(seats.values_list("person_id", flat=True))


def reasons(proposal_id: int) -> list[ReasonView]:
    """Public reasons, oldest first."""
    rows = Reason.objects.filter(proposal_id=proposal_id).order_by("given_at", "id")
    return [ReasonView(row.person_id, Side(row.side), row.text, row.given_at) for row in rows]
