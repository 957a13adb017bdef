"""The words of a post of another server, bounded and written out as those of our posts are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.social.media.elsewhere import note_pictures
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.posts.foreign import Foreign, Meanings, read, thinned, write
from commonhold.social.posts.plain import text_of
from commonhold.social.posts.wording import LONGEST_WARNING, MOST_TAGS, is_language
from commonhold.social.tags import names as tag_names

_MOST_PICTURES = 60


@dataclass(frozen=True)
class Words:
    """What was read before the transaction."""

    foreign: Foreign
    warning: str
    tags: frozenset[str]


@dataclass(frozen=True)
class ForeignWording:
    """Ready to be kept."""

    text: str
    html: str
    warning: str
    language: str
    tags: frozenset[str]
    links: Sequence[str]


def read_words(arrived: ArrivedPost) -> Words:
    """The slow part: to be called outside of any transaction."""
    folded = (tag_names.folded(each) for each in arrived.tags[: 4 * MOST_TAGS])
    names = list(dict.fromkeys(each for each in folded if tag_names.is_name(each)))
    return Words(
        foreign=read(arrived.html, title=arrived.title),
        warning=_shortened(" ".join(thinned(arrived.warning).split())),
        tags=frozenset(names[:MOST_TAGS]),
    )


def written(
    by: int, arrived: ArrivedPost, words: Words, *, leaves_quote_out: bool, now: datetime
) -> ForeignWording:
    """Write it out, with links to our pages for the people and tags that it names."""
    wanted = {
        each: source
        for each, source in list(arrived.emoji.items())[:_MOST_PICTURES]
        if each in words.foreign.shortcodes
    }
    places = note_pictures(by, sources=set(wanted.values()), now=now) if wanted else {}
    meanings = Meanings(
        people=_handles(arrived.names),
        tags=words.tags,
        pictures={each: places[source] for each, source in wanted.items() if source in places},
        leaves_quote_out=leaves_quote_out,
    )
    html, links = (done := write(words.foreign, meanings)).html, done.links
    return ForeignWording(
        text=text_of(html).strip(),
        html=html,
        warning=words.warning,
        language=arrived.language if is_language(arrived.language) else "",
        tags=words.tags,
        links=links,
    )


def _handles(names: Mapping[str, int]) -> dict[str, str]:
    lines = people.lines(ANYONE, set(names.values()))
    return {address: lines[each].handle for address, each in names.items() if each in lines}


def _shortened(warning: str) -> str:
    return warning if len(warning) <= LONGEST_WARNING else f"{warning[: LONGEST_WARNING - 1]}…"
