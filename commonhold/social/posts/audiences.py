"""How an answer's audience follows from what it answers: the same or narrower, never wider."""

from __future__ import annotations

from commonhold.social.posts.models import Audience

_NARROWER: dict[Audience, frozenset[Audience]] = {
    Audience.PUBLIC: frozenset(Audience) - {Audience.PUBLIC},
    Audience.UNLISTED: frozenset({Audience.FOLLOWERS, Audience.MEMBERS, Audience.DIRECT}),
    Audience.FOLLOWERS: frozenset({Audience.DIRECT}),
    Audience.MEMBERS: frozenset({Audience.DIRECT}),
    Audience.DIRECT: frozenset(),
}


def of_answer(*, parent: Audience, asked: Audience | None) -> Audience:
    """What was asked for when that is narrower than the parent's audience, else the parent's."""
    return asked if asked is not None and asked in _NARROWER[parent] else parent


def is_open(audience: Audience) -> bool:
    """May anybody read it?"""
    return audience in {Audience.PUBLIC, Audience.UNLISTED}
