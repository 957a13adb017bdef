"""Pictures, sounds and films to post, and polls to answer (docs: methods/media, methods/polls)."""

from __future__ import annotations

from typing import Any

from commonhold.doors.calls.answers import Answer, invalid
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.limits import Kind
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.doors.mastodon.entities.media import attachment, poll
from commonhold.social.media import actions, queries
from commonhold.social.posts import actions as posts
from commonhold.social.posts import queries as post_queries
from commonhold.social.posts.queries import PostView

_MADE, _WAITS, _STILL_WAITS = 200, 202, 206


@endpoint(scope="write:media", limit=Kind.MEDIA)
def upload(asked: Asked) -> Answer:
    """POST /api/v2/media. It is made safe in the background; 202 says so."""
    return _told(asked, _received(asked), _WAITS)


@endpoint(scope="write:media", limit=Kind.MEDIA)
def upload_old(asked: Asked) -> Answer:
    """POST /api/v1/media, which knows no waiting: the address is null until it is ready."""
    return _told(asked, _received(asked), _MADE)


def _received(asked: Asked) -> int:
    file: Any = asked.files.get("file")
    if file is None:
        raise invalid("file can't be blank")
    medium_id = actions.receive_medium(asked.me, file=file, filename=file.name or "", now=asked.now)
    if asked.has("description") or asked.has("focus"):
        _describe(asked, medium_id)
    return medium_id


@endpoint(scope="write:media")
def show(asked: Asked, id: str) -> Answer:
    """GET /api/v1/media/:id: 206 while it is made safe."""
    return _told(asked, id_of(id), _STILL_WAITS)


@endpoint(scope="write:media")
def change(asked: Asked, id: str) -> Answer:
    """PUT /api/v1/media/:id."""
    _describe(asked, id_of(id))
    return Answer(attachment(queries.own_medium(asked.viewer, id_of(id))))


@endpoint(scope="write:media")
def delete(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/media/:id, of what is in no post."""
    actions.discard_medium(asked.me, medium_id=id_of(id), now=asked.now)
    return {}


@endpoint(who=Who.ANYONE, scope="read:statuses")
def show_poll(asked: Asked, id: str) -> Entity:
    """GET /api/v1/polls/:id."""
    return _poll(post_queries.with_poll(asked.viewer, id_of(id)))


@endpoint(scope="write:statuses")
def vote(asked: Asked, id: str) -> Entity:
    """POST /api/v1/polls/:id/votes. A choice counts once and is final."""
    view = post_queries.with_poll(asked.viewer, id_of(id))
    chosen = asked.texts("choices")
    if not chosen or not all(each.isascii() and each.isdecimal() and len(each) < 4 for each in chosen):
        raise invalid("choices must be numbers of options")
    posts.choose_in_poll(asked.me, post_id=view.id, positions=[int(each) for each in chosen], now=asked.now)
    return _poll(post_queries.with_poll(asked.viewer, id_of(id)))


def _poll(view: PostView) -> Entity:
    if view.poll is None:
        raise invalid("no poll")
    return poll(view.poll)


def _describe(asked: Asked, medium_id: int) -> None:
    known = queries.own_medium(asked.viewer, medium_id)
    actions.describe_medium(
        asked.me,
        medium_id=medium_id,
        alt=asked.text("description", known.alt),
        focus=_focus(asked),
        now=asked.now,
    )


def _focus(asked: Asked) -> tuple[int, int] | None:
    """`0.5,-0.2`: from the middle, right and up; in thousandths for us."""
    parts = asked.text("focus").split(",")
    if parts == [""]:
        return None
    try:
        across, up = (round(float(each) * 1000) for each in parts)
    except (ValueError, OverflowError) as error:
        raise invalid("focus must be two numbers") from error
    return across, up


def _told(asked: Asked, medium_id: int, waits: int) -> Answer:
    view = queries.own_medium(asked.viewer, medium_id)
    if view.state == "refused":
        raise invalid(view.trouble or "the file can't be used")
    return Answer(attachment(view), _MADE if view.url else waits)
