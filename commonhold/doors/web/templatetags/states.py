"""The word, the colour and the shape of each state a proposal can be in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StateLook:
    word: str | Promise
    tone: str  # grey, blue, violet, amber, green or rust: the classes tone-… of css/components/decisions.css
    icon: str  # a symbol of icons/lucide.svg


_LOOKS = {
    "draft": StateLook(_("Draft"), "grey", "circle-dashed"),
    "sponsoring": StateLook(_("Looking for sponsors"), "grey", "users"),
    "discussion": StateLook(_("Discussion"), "grey", "messages-square"),
    "keys": StateLook(_("Trustees make the key"), "grey", "lock"),
    "notice": StateLook(_("Notice"), "grey", "calendar-clock"),
    "open": StateLook(_("Voting is open"), "blue", "vote"),
    "counting": StateLook(_("Counting"), "violet", "list-checks"),
    "waiting": StateLook(_("Passed, waiting"), "amber", "hourglass"),
    "enacted": StateLook(_("In force"), "green", "circle-check"),
    "failed": StateLook(_("Could not take effect"), "rust", "circle-x"),
    "defeated": StateLook(_("Voted down"), "rust", "circle-minus"),
    "no_quorum": StateLook(_("Too few voted"), "rust", "circle-slash"),
    "withdrawn": StateLook(_("Withdrawn"), "grey", "undo-2"),
    "lapsed": StateLook(_("Lapsed"), "grey", "timer-off"),
    "annulled": StateLook(_("Annulled"), "rust", "octagon-x"),
    "paused": StateLook(_("Passed, paused"), "amber", "clock"),
    "registration": StateLook(_("Passed, being registered"), "amber", "stamp"),
    "repeated": StateLook(_("Voted on again"), "grey", "repeat-2"),
    "refused": StateLook(_("Refused by the board"), "rust", "landmark"),
    "stuck": StateLook(_("Stuck, being mended"), "rust", "triangle-alert"),
}
_SAME = {
    "sponsors": "sponsoring",
    "deliberation": "discussion",
    "voting": "open",
    "counted": "counting",
    "challenge": "waiting",
    "passed": "waiting",
    "expired": "lapsed",
}

STATES = tuple(_LOOKS)


def look_of(state: str) -> StateLook:
    """A state that this page does not know yet still shows its own name as a word."""
    name = state.lower().replace("-", "_").replace(" ", "_")
    known = _LOOKS.get(_SAME.get(name, name))
    return known or StateLook(name.replace("_", " ").capitalize(), "grey", "circle-dot")
