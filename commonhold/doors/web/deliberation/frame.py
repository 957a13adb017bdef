"""What stands over each page of a talk: the proposal, and the three ways of taking part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonhold.civic.deliberation.queries.overview import overview
from commonhold.doors.web.viewer import owner_of
from commonhold.ground.clock import queries as clock


def frame_of(request: HttpRequest, proposal_id: int, chosen: str) -> dict[str, Any]:
    """For `deliberation/head.html`; `chosen` is talk, statements or amendments."""
    seen = overview(owner_of(request), proposal_id, now=clock.now())
    base = f"/decide/{proposal_id}/talk"
    ways = (
        ("talk", _("Talk"), base, seen.remarks),
        ("statements", _("Statements"), f"{base}/statements", seen.statements),
        ("amendments", _("Amendments"), f"{base}/amendments", seen.amendments),
    )
    return {
        "seen": seen,
        "proposal": seen.proposal,
        "talk_tabs": [
            {"label": label, "url": url, "current": name == chosen, "count": count}
            for name, label, url, count in ways
        ],
    }
