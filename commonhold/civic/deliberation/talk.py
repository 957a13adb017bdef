"""Who may take part in the talk about a proposal, and while it lasts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.civic.deliberation.refusals import BallotNeeded, TalkNotOpen, TalkOver
from commonhold.civic.governance import stages
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.vocabulary import BEFORE_NOTICE, State
from commonhold.civic.members import queries as members
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

_BEFORE = BEFORE_NOTICE - {State.TALK}


def must_be_in(by: int, proposal_id: int, *, now: datetime) -> ProposalView:
    """The proposal, held until this transaction ends, which `by` may talk about.

    Raises NotFound for one that she can't see, TalkNotOpen, TalkOver, BallotNeeded, or what her account says.
    """
    people.must_be_active(by)
    must_be_open(by, proposal_id)
    if not members.may_vote(by, at=now):
        people.must_own_for_human(by)
        raise BallotNeeded
    return proposals.proposal(Viewer(by), proposal_id)


def must_be_open(by: int, proposal_id: int) -> None:
    """Hold the proposal. Raises NotFound, TalkNotOpen or TalkOver."""
    state = stages.state_of(stages.lock(proposal_id))
    if state in _BEFORE:
        proposals.proposal(Viewer(by), proposal_id)
        raise TalkNotOpen
    if state is not State.TALK:
        raise TalkOver


def may_talk(viewer: Viewer, proposal: ProposalView, *, now: datetime) -> bool:
    """Is it talked over now, and has the viewer a ballot?"""
    me = viewer.person_id
    return proposal.state is State.TALK and me is not None and members.may_vote(me, at=now)


def words_of(typed: Any) -> str:
    """What somebody typed, without what no database keeps."""
    return str(typed).replace("\0", "").replace("\r\n", "\n").strip()
