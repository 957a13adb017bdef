from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.models import Revision
from commonhold.civic.governance.queries import proposals
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class RevisionView:
    """What a proposal said until `at`, and why that was changed."""

    title: str
    text: str
    decisions: Sequence[Decision]
    at: datetime
    because: str


def revisions(viewer: Viewer, proposal_id: int) -> list[RevisionView]:
    """What a proposal said before, oldest first. Raises NotFound where the viewer may not see it."""
    proposals.proposal(viewer, proposal_id)
    rows = Revision.objects.filter(proposal_id=proposal_id).order_by("id")
    return [
        RevisionView(
            row.title, row.text, [codec.read_back(each) for each in row.decisions], row.at, row.because
        )
        for row in rows
    ]
