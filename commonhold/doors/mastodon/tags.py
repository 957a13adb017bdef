"""Tags: how much they are used, and following and showing them (docs: methods/tags, followed_tags)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commonhold.doors.calls.answers import Answer, not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.doors.mastodon.entities.tags import of_names
from commonhold.social.tags import actions, queries


@endpoint(who=Who.ANYONE)
def show(asked: Asked, name: str) -> Entity:
    """GET /api/v1/tags/:name, also of a tag that nobody used yet."""
    return _tag(asked, _name(asked, name))


@endpoint(scope="write:follows")
def follow(asked: Asked, name: str) -> Entity:
    """POST /api/v1/tags/:name/follow."""
    return _done(asked, name, actions.follow_tag)


@endpoint(scope="write:follows")
def unfollow(asked: Asked, name: str) -> Entity:
    """POST /api/v1/tags/:name/unfollow."""
    return _done(asked, name, actions.unfollow_tag)


@endpoint(scope="write:accounts")
def feature(asked: Asked, name: str) -> Entity:
    """POST /api/v1/tags/:name/feature."""
    return _done(asked, name, actions.feature_tag)


@endpoint(scope="write:accounts")
def unfeature(asked: Asked, name: str) -> Entity:
    """POST /api/v1/tags/:name/unfeature."""
    return _done(asked, name, actions.unfeature_tag)


@endpoint(scope="read:follows")
def followed(asked: Asked) -> Answer:
    """GET /api/v1/followed_tags, the latest followed first."""
    span = asked.span(default=100, most=200)
    found = queries.followed_within(asked.viewer, span)
    body = of_names(asked.viewer, [name for _place, name in found], now=asked.now)
    return paged(asked, body, [place for place, _name in found], span)


def _name(asked: Asked, typed: str) -> str:
    """A tag's name, or its id, which no name can be. Raises Wrong (404) or NoSuchTag."""
    if not (typed.isascii() and typed.isdecimal()):
        return queries.tag(asked.viewer, typed).name
    known = queries.names_of([id_of(typed)])
    if not known:
        raise not_found()
    return known[int(typed)]


def _done(asked: Asked, typed: str, act: Callable[..., Any]) -> Entity:
    name = _name(asked, typed)
    act(asked.me, name=name, now=asked.now)
    return _tag(asked, name)


def _tag(asked: Asked, name: str) -> Entity:
    return of_names(asked.viewer, [name], now=asked.now)[0]
