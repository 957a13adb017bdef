"""A group of notifications as its line on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commonhold.social.filters.matching import Rules
from commonhold.social.notifications.filtering import said_by
from commonhold.social.notifications.kinds import Tab, kind_of
from commonhold.social.notifications.queries import Group
from commonhold.social.notifications.sentences import address, excerpt, sentence
from commonhold.social.people.queries import PersonLine, Viewer

_FACES = 5
_OF_A_KIND = {"thanks": "hand-heart", "boost": "repeat-2"}
_DRAWINGS = {
    Tab.MENTIONS: "reply",
    Tab.APPRECIATION: "heart",
    Tab.FOLLOWS: "user",
    Tab.CO_OP: "vote",
    Tab.OTHER: "bell",
}


@dataclass(frozen=True)
class LineOnPage:
    """`faces` are those who did it, up to five; `quiet` is the beginning of what it is about.

    `filtered`: titles of the reader's filters that fold the beginning away.
    """

    id: int
    drawing: str
    faces: tuple[PersonLine, ...]
    words: str
    quiet: str
    url: str
    at: datetime
    is_new: bool
    filtered: str = ""


def lines(viewer: Viewer, groups: Iterable[Group], rules: Rules) -> list[LineOnPage]:
    """One each, but for what the reader's filters hide."""
    judged = [(each, said_by(rules, viewer, each)) for each in groups]
    return [
        LineOnPage(
            id=each.id,
            drawing=_OF_A_KIND.get(each.kind) or _DRAWINGS[kind_of(each.kind).tab],
            faces=each.actors[:_FACES],
            words=sentence(each),
            quiet=excerpt(each.post),
            filtered="" if said is None else said.reason,
            url=f"/notifications/{each.id}" if address(each) else "",
            at=each.at,
            is_new=not each.is_read,
        )
        for each, said in judged
        if said is None or not said.hides
    ]
