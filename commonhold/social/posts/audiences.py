"""How an answer's audience follows from what it answers: the same or narrower, never wider."""

from __future__ import annotations

from commonhold.social.posts.models import Audience

_OPEN = frozenset({Audience.PUBLIC, Audience.UNLISTED})
_CLOSED = frozenset(
    {Audience.FOLLOWERS, Audience.MUTUALS, Audience.LIST, Audience.GROUP, Audience.MEMBERS, Audience.DIRECT}
)
_NARROWER: dict[Audience, frozenset[Audience]] = {
    Audience.PUBLIC: _CLOSED | {Audience.UNLISTED},
    Audience.UNLISTED: _CLOSED,
    Audience.FOLLOWERS: frozenset({Audience.DIRECT}),
    Audience.MUTUALS: frozenset({Audience.DIRECT}),
    Audience.LIST: frozenset({Audience.DIRECT}),
    Audience.GROUP: frozenset({Audience.DIRECT}),
    Audience.MEMBERS: frozenset({Audience.DIRECT}),
    Audience.DIRECT: frozenset(),
}


def of_answer(*, parent: Audience, asked: Audience | None) -> Audience:
    """What was asked for when that is narrower than the parent's audience, else the parent's."""
    return asked if asked is not None and asked in _NARROWER[parent] else parent


def choices_for(parent: Audience | None) -> list[Audience]:
    """What may be asked for besides what an answer has by itself; everything for a first post."""
    return [each for each in Audience if parent is None or each in _NARROWER[parent]]


def is_open(audience: Audience) -> bool:
    """May anybody read it?"""
    return audience in _OPEN
