"""Putting the year's reports to the vote."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.queries import mandates, proposals
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.governance.vocabulary import State as ProposalState
from commonhold.civic.meetings import stages
from commonhold.civic.meetings.decisions import AdoptReport
from commonhold.civic.meetings.models import ReportSnapshot
from commonhold.civic.meetings.refusals import NoSuchReport, ProposedAlready
from commonhold.civic.meetings.vocabulary import Report, State
from commonhold.social.people.queries import ANYONE

_ENDED = {
    ProposalState.WITHDRAWN,
    ProposalState.DEFEATED,
    ProposalState.NO_QUORUM,
    ProposalState.FAILED,
}


@transaction.atomic
def propose_adoption(by: int, *, meeting_id: int, report: str, now: datetime) -> int:
    """Draft the proposal that adopts a report; its author gives its notice. Returns the proposal's id.

    Raises Refusal without the board's mandate or a ballot, NoSuchMeeting, NotNow, NoSuchReport or
    ProposedAlready.
    """
    mandates.must_hold(by, Role.BOARD, at=now)
    meeting = stages.lock(meeting_id)
    stages.must_be(meeting, {State.CALLED, State.OPEN, State.CLOSED})
    row = ReportSnapshot.objects.filter(meeting=meeting, report=report).first()
    if row is None:
        raise NoSuchReport
    if row.proposal_id is not None and not _came_to_nothing(row.proposal_id):
        raise ProposedAlready
    title = _("Adopt: {report}").format(report=Report(report).label)
    text = _("It stands on the page of the meeting: {address}").format(address=f"/meetings/{meeting.id}")
    made = draft_proposal(
        by,
        title=title,
        text=text,
        decisions=[AdoptReport(str(meeting.id), report, row.sha256)],
        now=now,
    )
    row.proposal_id = made
    row.save(update_fields=["proposal"])
    return made


def _came_to_nothing(proposal_id: int) -> bool:
    """A draft is still its author's to announce; what was announced and failed may be tried again."""
    if not proposals.titles([proposal_id]):
        return False
    return proposals.proposal(ANYONE, proposal_id).state in _ENDED
