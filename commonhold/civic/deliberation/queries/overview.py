from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.deliberation import talk
from commonhold.civic.deliberation.models import Amendment, Remark, Statement
from commonhold.civic.governance.queries import ahead, proposals
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.vocabulary import BEFORE_NOTICE, State
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Overview:
    """A proposal, how much was said of it, and whether the viewer may say something now."""

    proposal: ProposalView
    remarks: int
    statements: int
    amendments: int
    is_open: bool
    may_talk: bool
    stands_alone: bool  # an amendment reaches the vote only where its author takes it over


def overview(viewer: Viewer, proposal_id: int, *, now: datetime) -> Overview:
    """Raises NotFound for a proposal that the viewer may not see."""
    proposal = proposals.proposal(viewer, proposal_id)
    there = {"proposal_id": proposal_id}
    return Overview(
        proposal=proposal,
        remarks=Remark.objects.filter(withdrawn_at=None, **there).count(),
        statements=Statement.objects.filter(withdrawn_at=None, **there).count(),
        amendments=Amendment.objects.filter(**there).count(),
        is_open=proposal.state is State.TALK,
        may_talk=talk.may_talk(viewer, proposal, now=now),
        stands_alone=proposal.state in BEFORE_NOTICE and ahead.stands_alone(proposal_id),
    )
