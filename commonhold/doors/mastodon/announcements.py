"""Announcements (docs: methods/announcements): the votes that are open to the reader.

Nobody's word stands above the others' here, so nothing else is told to everybody at once.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.proposals import ProposalLine
from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.answers import not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.times import instant, instant_or_none
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.social.notifications import actions as notifications
from commonhold.social.notifications import queries as told

_KIND = "proposal.voting"


@endpoint()
def show(asked: Asked) -> list[Entity]:
    """GET /api/v1/announcements, what closes first on top."""
    votes = proposals.open_to(asked.viewer)
    unread = told.unread_about(asked.viewer, kind=_KIND, subjects=[_subject(each.id) for each in votes])
    return [_announcement(each, is_read=each.has_voted or _subject(each.id) not in unread) for each in votes]


@endpoint(scope="write:accounts")
def dismiss(asked: Asked, id: str) -> Entity:
    """POST /api/v1/announcements/:id/dismiss: what she was told about it counts as read."""
    wanted = id_of(id)
    if wanted not in {each.id for each in proposals.open_to(asked.viewer)}:
        raise not_found()
    notifications.mark_read_about(asked.me, kind=_KIND, subject=_subject(wanted), now=asked.now)
    return {}


def _announcement(vote: ProposalLine, *, is_read: bool) -> Entity:
    url = address(f"/decide/{vote.id}")
    since = instant(vote.since)
    sentence = _("Voting is open: {words}").format(words=vote.title)
    return {
        "id": str(vote.id),
        "content": format_html('<p>{}</p><p><a href="{}">{}</a></p>', sentence, url, url),
        "starts_at": instant_or_none(vote.opens_at),
        "ends_at": instant_or_none(vote.closes_at),
        "all_day": False,
        "published_at": since,
        "updated_at": since,
        "read": is_read,
        "mentions": [],
        "statuses": [],
        "tags": [],
        "emojis": [],
        "reactions": [],
    }


def _subject(proposal_id: int) -> str:
    return f"proposal:{proposal_id}"
