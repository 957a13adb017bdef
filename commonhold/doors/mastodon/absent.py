"""What Mastodon has and this house has not: each answers as documented, and says why it is so."""

from __future__ import annotations

from typing import Any

from commonhold.doors.calls.answers import Wrong, not_found
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.mastodon.offered import empty, refused

_NO_REPORTS = "nobody's year is summed up here"


@empty("no server is blocked for everybody; each person blocks servers for herself")
@endpoint(who=Who.ANYONE)
def domain_blocks(asked: Asked) -> list[Any]:
    """GET /api/v1/instance/domain_blocks."""
    return []


@empty("nothing is sent to a translator")
@endpoint(who=Who.ANYONE)
def translation_languages(asked: Asked) -> dict[str, Any]:
    """GET /api/v1/instance/translation_languages."""
    return {}


@empty(_NO_REPORTS)
@endpoint(scope="read:accounts")
def annual_reports(asked: Asked) -> dict[str, list[Any]]:
    """GET /api/v1/annual_reports."""
    return {"annual_reports": [], "accounts": [], "statuses": []}


@empty(_NO_REPORTS)
@endpoint(scope="read:accounts")
def annual_report_state(asked: Asked, year: str) -> dict[str, str]:
    """GET /api/v1/annual_reports/:year/state."""
    return {"state": "ineligible"}


@refused(_NO_REPORTS)
@endpoint(scope="read:accounts")
def annual_report(asked: Asked, year: str) -> None:
    """GET /api/v1/annual_reports/:year."""
    raise not_found()


@refused(_NO_REPORTS)
@endpoint(scope="write:accounts")
def change_annual_report(asked: Asked, year: str) -> None:
    """POST /api/v1/annual_reports/:year/generate and /read."""
    raise not_found()


@refused("an answer is complete when it is given; nothing is fetched behind it")
@endpoint(scope="read")
def async_refresh(asked: Asked, id: str) -> None:
    """GET /api/v1_alpha/async_refreshes/:id."""
    raise not_found()


@refused("announcements are votes, and a vote is answered with a ballot")
@endpoint(scope="write:favourites")
def react(asked: Asked, id: str, name: str) -> None:
    """PUT and DELETE /api/v1/announcements/:id/reactions/:name."""
    raise Wrong(422, "Announcements here are votes: whoever has a seat answers with a ballot")
