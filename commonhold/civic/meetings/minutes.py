"""The minutes' canonical form: one text that everybody who has it can hash, and reads the same.

It bears a salt, so that its hash, which stays on the record for ever, says nothing to whoever lacks the text.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.meetings.models import AgendaItem, Meeting, ReportSnapshot
from commonhold.civic.meetings.vocabulary import Answer, State
from commonhold.ground import ids
from commonhold.social.people.queries import ANYONE
from rulebook.canonical import Json, canonical

_OWN = ("salt", "version")  # what differs in every version


def written(meeting: Meeting, *, version: int) -> str:
    """The minutes as they are now, with each proposal's result as it stands."""
    steps = {State(row.state): row.at for row in meeting.steps.all()}
    present = list(meeting.presences.values_list("is_online", flat=True))
    body: dict[str, Json] = {
        "meeting": str(meeting.id),
        "kind": meeting.kind,
        "title": meeting.title,
        "form": meeting.form,
        "opened": ids.milliseconds(steps[State.OPEN]),
        "closed": ids.milliseconds(steps[State.CLOSED]),
        "present": present.count(False),
        "online": present.count(True),
        "regrets": meeting.answers.filter(answer=Answer.REGRETS).count(),
        "items": [_item(row) for row in meeting.items.order_by("position", "id")],
        "version": version,
        "salt": secrets.token_hex(32),
    }
    return canonical(body).decode()


def says_the_same(one: str, other: str) -> bool:
    """Do two versions differ in nothing but their number and salt?"""
    left, right = (
        {name: value for name, value in json.loads(each).items() if name not in _OWN} for each in (one, other)
    )
    return left == right


def _item(row: AgendaItem) -> Mapping[str, Json]:
    said: dict[str, Json] = {"title": row.title, "minutes": row.minutes}
    if row.report:
        said |= _of_report(row)
    if row.proposal_id is not None:
        said["proposal"] = _result(row.proposal_id)
    return said


def _of_report(row: AgendaItem) -> Mapping[str, Json]:
    """Which report was before the meeting, and the vote on adopting it once that was announced."""
    snapshot = ReportSnapshot.objects.get(meeting_id=row.meeting_id, report=row.report)
    said: dict[str, Json] = {
        "report": row.report,
        "report_sha256": snapshot.sha256,
        "adopted": hasattr(snapshot, "adoption"),
    }
    if snapshot.proposal_id is not None and proposals.titles([snapshot.proposal_id]):
        said["adoption"] = _result(snapshot.proposal_id)
    return said


def _result(proposal_id: int) -> Mapping[str, Any]:
    found = proposals.proposal(ANYONE, proposal_id)
    sheet = counts.count(proposal_id)
    result: dict[str, Any] = {"id": str(proposal_id), "title": found.title, "state": str(found.state)}
    if sheet is not None:
        result |= {"outcome": sheet.outcome, "turnout": sheet.turnout, "roll": sheet.roll_size}
    return result
