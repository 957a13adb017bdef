"""What a notification says, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.queries import NotificationView
from commonhold.social.people.queries import PersonLine

_WORDS: dict[str, str | Promise] = {
    "reply": _("replied to you"),
    "mention": _("mentioned you"),
    "thanks": _("thanked you"),
    "follow": _("follows you now"),
    "follow-request": _("asks to follow you"),
    "follow-accepted": _("lets you follow them"),
    "favourite": _("liked what you wrote"),
    "members.vouched": _("vouched for you"),
    "members.admitted": _("You are a member now. Welcome."),
    "treasury.dues-received": _("Your dues for {words} have arrived."),
    "treasury.waiver-asked": _("Somebody asks the solidarity fund to carry their dues."),
    "treasury.waiver-granted": _("The solidarity fund carries your dues."),
    "treasury.waiver-declined": _("The solidarity fund can't carry your dues just now. You may ask again."),
    "proposal.voting": _("Voting is open: {words}"),
    "proposal.enacted": _("In force: {words}"),
    "proposal.failed": _("It passed but could not take effect: {words}"),
    "proposal.defeated": _("Voted down: {words}"),
    "proposal.no-quorum": _("Too few took part: {words}"),
}


@dataclass(frozen=True)
class LineOnPage:
    actor: PersonLine | None
    words: str
    url: str
    at: datetime
    is_new: bool


def lines(told: Iterable[NotificationView]) -> list[LineOnPage]:
    """Each notification in a sentence; a kind that is not known here says its own words."""
    return [
        LineOnPage(
            actor=each.actor,
            words=str(_WORDS.get(each.kind, "{words}")).format(words=each.words),
            url=_address(each),
            at=each.at,
            is_new=not each.is_read,
        )
        for each in told
    ]


def _address(told: NotificationView) -> str:
    kind, _colon, number = told.subject.partition(":")
    if told.post is not None:
        return f"/@{told.post.author.handle}/{told.post.id}"
    pages = {
        "proposal": f"/decide/{number}",
        "application": f"/join/{number}",
        "dues": "/money/mine",
        "waiver": "/money/fund" if told.kind == "treasury.waiver-asked" else "/money/mine",
    }
    return pages.get(kind, "")
