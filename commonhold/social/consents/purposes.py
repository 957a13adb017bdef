"""The closed list of purposes that need somebody's word. Nothing else reads private facts of hers.

A purpose's text is what she is shown. Whoever changes one raises its version: who said yes to another text
is asked again, and until then it counts as she said it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

READING = "feed-reading"
LANGUAGE = "feed-language"
BRIDGING = "bridging"
STATISTICS = "statistics"
RESEARCH = "research"


@dataclass(frozen=True)
class Purpose:
    """`unless_said`: what holds for whoever never said a word. Only counting without names may be True."""

    key: str
    version: int
    title: str | Promise
    text: str | Promise
    unless_said: bool = False


@dataclass(frozen=True)
class Shown:
    """A purpose's text as somebody reads it now, and the SHA-256 of its UTF-8 bytes."""

    text: str
    language: str
    digest: str


PURPOSES = {
    each.key: each
    for each in (
        Purpose(
            READING,
            1,
            _("How far I have read"),
            _(
                "May the order of your own feed go by how far you have read? It can then put what you "
                "marked as read further down. Nobody else gets it, and it is used for nothing else. Say "
                "no, and your feed is ordered without it."
            ),
        ),
        Purpose(
            LANGUAGE,
            1,
            _("The language that I write in"),
            _(
                "May the order of your own feed go by the language that you write in? It can then lift or "
                "lower other languages for you. Nobody else gets it, and it is used for nothing else."
            ),
        ),
        Purpose(
            BRIDGING,
            1,
            _("Bridging"),
            _(
                "May what you like and thank for count for bridging? Now and then you are asked about a "
                "post. From this the server works out, each night, along which line people differ, and on "
                "which side you stand. That is sensitive: nobody ever sees it, you neither, and it is in "
                "no file. Say no, and all that was kept for it goes."
            ),
        ),
        Purpose(
            STATISTICS,
            1,
            _("Being counted"),
            _(
                "You are counted when the co-op says how many people were active here. Only the number "
                "leaves: it stands on our pages, and other servers ask for it. Say no, and you are left "
                "out of it."
            ),
            unless_said=True,
        ),
        Purpose(
            RESEARCH,
            1,
            _("Research"),
            _(
                "May researchers get what you do here, without your name? There is no study today, and "
                "nothing is given to anybody. If one asks, the members vote on it first, and then only "
                "those who said yes here are in it."
            ),
        ),
    )
}


def shown(purpose: Purpose) -> Shown:
    """The text in the reader's language."""
    text = str(purpose.text)
    return Shown(text, get_language() or "en", digest_of(text))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
