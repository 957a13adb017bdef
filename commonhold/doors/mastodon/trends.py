"""What is talked about this week (docs: methods/trends): counted as on the page Discover, not weighed."""

from __future__ import annotations

from datetime import timedelta

from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.paging import by_offset
from commonhold.doors.mastodon.entities.media import card
from commonhold.doors.mastodon.entities.statuses import statuses
from commonhold.doors.mastodon.entities.tags import history, of_names
from commonhold.social.filters.matching import Place
from commonhold.social.posts import liked, linked, tagged

_RECENT = timedelta(days=7)


@endpoint(who=Who.ANYONE)
def tags(asked: Asked) -> Answer:
    """GET /api/v1/trends/tags: those that the most people used."""
    limit, skip = asked.span(default=10, most=20).limit, asked.offset()
    found = tagged.used_since(asked.viewer, asked.now - _RECENT, limit=skip + limit)[skip:]
    body = of_names(asked.viewer, [each.name for each in found], now=asked.now)
    return by_offset(asked, body, offset=skip, limit=limit)


@endpoint(who=Who.ANYONE)
def posts(asked: Asked) -> Answer:
    """GET /api/v1/trends/statuses: those that the most people liked or passed on."""
    limit, skip = asked.span().limit, asked.offset()
    found = liked.most_liked_since(asked.viewer, asked.now - _RECENT, skip=skip, limit=limit)
    body = statuses(asked.viewer, found, now=asked.now, place=Place.PUBLIC)
    return by_offset(asked, body, offset=skip, limit=limit)


@endpoint(who=Who.ANYONE)
def links(asked: Asked) -> Answer:
    """GET /api/v1/trends/links: pages that the most people linked to."""
    limit, skip = asked.span(default=10, most=20).limit, asked.offset()
    found = linked.used_since(asked.viewer, asked.now - _RECENT, now=asked.now, skip=skip, limit=limit)
    body = [{**card(each.preview), "history": history(each.days)} for each in found]
    return by_offset(asked, body, offset=skip, limit=limit)
