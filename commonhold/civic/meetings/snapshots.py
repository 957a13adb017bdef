"""An annual meeting's reports, fixed at its notice: made from the data, in canonical form, with a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from commonhold.civic.meetings.models import Meeting, ReportSnapshot
from commonhold.civic.meetings.reports.board import board_report
from commonhold.civic.meetings.reports.moderation import moderation_report
from commonhold.civic.meetings.reports.treasurer import treasurer_report
from commonhold.civic.meetings.vocabulary import Kind, Report
from commonhold.ground import ids
from commonhold.social.people.queries import ANYONE
from rulebook.canonical import Json, canonical

_YEAR = timedelta(days=365)
#: They are for everybody, so they are made with nobody's eyes.
_MAKERS: dict[Report, Callable[..., Any]] = {
    Report.TREASURER: treasurer_report,
    Report.MODERATION: moderation_report,
    Report.BOARD: board_report,
}


def take(meeting: Meeting, now: datetime) -> dict[str, str]:
    """Fix all reports, if this is an annual meeting; return their SHA-256 by report.

    They go on where those of the annual meeting before ended, or else tell of the year that ends now.
    """
    if meeting.kind != Kind.ANNUAL:
        return {}
    since = _since(now)
    made = [_snapshot(meeting, report, since, now) for report in Report]
    ReportSnapshot.objects.bulk_create(made)
    return {row.report: row.sha256 for row in made}


def _since(now: datetime) -> datetime:
    """An earlier annual meeting that was called off reported to nobody, so its time is told again."""
    earlier = ReportSnapshot.objects.filter(meeting__steps__state="closed", until__lt=now)
    last = earlier.order_by("until").values_list("until", flat=True).last()
    return last or now - _YEAR


def _snapshot(meeting: Meeting, report: Report, since: datetime, until: datetime) -> ReportSnapshot:
    told = asdict(_MAKERS[report](ANYONE, since=since, until=until))
    head: dict[str, Json] = {
        "report": str(report),
        "since": ids.milliseconds(since),
        "until": ids.milliseconds(until),
    }
    body = canonical({**head, "told": told})
    return ReportSnapshot(
        id=ids.new_id(until),
        meeting=meeting,
        report=report,
        since=since,
        until=until,
        body=body.decode(),
        sha256=hashlib.sha256(body).hexdigest(),
    )
