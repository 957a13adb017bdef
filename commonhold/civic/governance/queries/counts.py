from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from commonhold.civic.governance import asking, closing
from commonhold.civic.governance.ballots import commitment_of
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import CountSheet, Poll, PublishedBallot, Reason, Seat
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.questions.ranked import Ranked
from commonhold.civic.governance.vocabulary import Mode, Role, Side
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.social.people.queries import Viewer
from rulebook.tally.flows import Flow


@dataclass(frozen=True)
class Count:
    """A count sheet: nothing of it exists before closing."""

    yes: int  # these three stay 0 where nobody was asked for a yes or no
    no: int
    abstain: int
    roll_size: int
    outcome: str  # "carried", "defeated" or "no-quorum"
    ballots_root: str
    at: datetime
    turnout: int  # those included whom delegates carried
    base: int  # whom the quorum was reckoned from
    sheet: Mapping[str, Any]  # every stage, as the rulebook prints it
    elected: Sequence[int]  # options' numbers, from 0
    decisions: Sequence[Decision]
    lot_secret: str

    @property
    def lot_seed(self) -> str:
        """The seed (hex) of the lot between equals, as anybody works it out of what is published."""
        return asking.lot_seed_of(self.lot_secret, self.ballots_root).hex()


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


@dataclass(frozen=True)
class Turnout:
    """Of one vote: how many were on the roll, how many took part, and what came of it, as in `Count`."""

    roll: int
    cast: int
    outcome: str


def turnouts(*, since: datetime, until: datetime) -> list[Turnout]:
    """Of every vote that was counted in a time, oldest first."""
    rows = CountSheet.objects.filter(counted_at__gte=since, counted_at__lt=until).select_related("poll")
    return [
        Turnout(row.poll.roll_size, row.cast, row.outcome) for row in rows.order_by("counted_at", "poll_id")
    ]


def count(proposal_id: int) -> Count | None:
    """The result, or None before it was counted."""
    row = CountSheet.objects.select_related("poll").filter(poll_id=proposal_id).first()
    if row is None:
        return None
    return Count(
        row.yes,
        row.no,
        row.abstain,
        row.poll.roll_size,
        row.outcome,
        row.ballots_root,
        row.counted_at,
        turnout=row.cast,
        base=row.base,
        sheet=row.sheet,
        elected=row.elected,
        decisions=[codec.read_back(each) for each in row.decisions],
        lot_secret=row.poll.lot_secret,
    )


def picture(proposal_id: int) -> Flow | None:
    """What moved from stage to stage, where the method has stages; None before the count."""
    row = CountSheet.objects.filter(poll_id=proposal_id).values_list("ballots_root", flat=True).first()
    return None if row is None else _drawn(proposal_id, row)


@lru_cache(maxsize=64)
def _drawn(proposal_id: int, ballots_root: str) -> Flow | None:
    """Published ballots never change, so what was drawn of them holds; it bears numbers and no names."""
    poll = Poll.objects.select_related("proposal").get(proposal_id=proposal_id)
    return closing.drawn(poll, ballots_root)


def are_public(proposal_id: int) -> bool:
    """May everybody see these ballots? Of few ranked ones each may be as good as a signature, and a class of
    few voters would tell how they voted."""
    poll = Poll.objects.select_related("proposal").filter(proposal_id=proposal_id).first()
    if poll is None:
        return False
    if poll.by_class and CountSheet.objects.filter(poll=poll, sheet__kept_back=True).exists():
        return False
    question = asking.question_for(poll.proposal, poll)
    if not isinstance(question, Ranked) or question.approves or poll.mode == Mode.OPEN:
        return True
    fewest = charter.at(poll.charter_version).read(GovernanceCharter).ballots_public_from
    return PublishedBallot.objects.filter(poll=poll).count() >= fewest


def may_see_ballots(viewer: Viewer, proposal_id: int, *, at: datetime) -> bool:
    """Everybody where they are public, else elected auditors."""
    return are_public(proposal_id) or _is_auditor(viewer, at)


def published_ballots(viewer: Viewer, proposal_id: int, *, at: datetime) -> list[BallotLine]:
    """Every ballot, sorted by commitment; empty before closing, and for those who may not see them."""
    if not may_see_ballots(viewer, proposal_id, at=at):
        return []
    rows = PublishedBallot.objects.filter(poll_id=proposal_id).order_by("commitment")
    return [BallotLine(row.choice, row.commitment) for row in rows]


def bases(proposal_id: int) -> dict[str, int]:
    """By class of member: from how many the quorum was reckoned."""
    return dict(closing.bases_of(proposal_id))


def ballot_of_receipt(proposal_id: int, receipt: str) -> BallotLine | None:
    """The published ballot that a receipt belongs to."""
    row = PublishedBallot.objects.filter(poll_id=proposal_id, commitment=commitment_of(receipt)).first()
    return None if row is None else BallotLine(row.choice, row.commitment)


@dataclass(frozen=True)
class Taken:
    """That somebody on the roll took part: herself, or carried by a delegate. `choice`: open votes alone."""

    person_id: int
    carried_by: int | None
    choice: str
    class_key: str  # as whose her vote counted


def took_part(proposal_id: int) -> list[Taken]:
    """Who took part and how, known after closing only; in the order of the roll."""
    seats = Seat.objects.filter(poll_id=proposal_id, voted=True).order_by("id")
    return [Taken(*row) for row in seats.values_list("person_id", "carried_by_id", "choice", "class_key")]


def who_voted(proposal_id: int) -> Sequence[int]:
    """Person ids of those who took part, known after closing only; in the order of the roll."""
    seats = Seat.objects.filter(poll_id=proposal_id, voted=True).order_by("id")
    return list(seats.values_list("person_id", flat=True))


def reasons(proposal_id: int) -> list[ReasonView]:
    """Public reasons, oldest first."""
    rows = Reason.objects.filter(proposal_id=proposal_id).order_by("given_at", "id")
    return [ReasonView(row.person_id, Side(row.side), row.text, row.given_at) for row in rows]


def _is_auditor(viewer: Viewer, at: datetime) -> bool:
    me = viewer.person_id
    return me is not None and any(each.role is Role.AUDITOR for each in mandates.held_by(me, at=at))
