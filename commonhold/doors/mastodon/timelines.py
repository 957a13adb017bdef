"""Timelines (docs: methods/timelines), each as the web shows it."""

from __future__ import annotations

from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.mastodon.entities.statuses import entries, statuses
from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.filters.matching import Place
from commonhold.social.posts import bookmarked, linked, tagged
from commonhold.social.posts import queries as posts
from commonhold.social.posts.queries import PostView, Servers
from commonhold.social.posts.tagged import Narrowed
from commonhold.social.tags import queries as tags

_MOST_FURTHER = 4  # tags of each kind, as Mastodon takes them


@endpoint(scope="read:statuses")
def home(asked: Asked) -> Answer:
    """GET /api/v1/timelines/home."""
    span = asked.span()
    found = feeds.home_page(asked.viewer, span).entries
    body = entries(asked.viewer, found, now=asked.now, place=Place.HOME)
    return paged(asked, body, [each.place for each in found], span)


@endpoint(who=Who.ANYONE, scope="read:statuses")
def public(asked: Asked) -> Answer:
    """GET /api/v1/timelines/public."""
    span = asked.span()
    found = posts.public_latest(
        asked.viewer, span, servers=_servers(asked), with_media=asked.flag("only_media")
    )
    return _told(asked, found, span, Place.PUBLIC)


@endpoint(who=Who.ANYONE, scope="read:statuses")
def tag(asked: Asked, hashtag: str) -> Answer:
    """GET /api/v1/timelines/tag/:hashtag, with `any`, `all` and `none` of a few further tags."""
    span, known = asked.span(), tags.tag(asked.viewer, hashtag)
    further = {each: asked.texts(each)[:_MOST_FURTHER] for each in ("any", "all", "none")}
    ids = {each: tags.ids_of(names) for each, names in further.items()}
    wanted = Narrowed(ids["any"], ids["all"], ids["none"], _servers(asked), asked.flag("only_media"))
    is_nowhere = (known.id is None and not ids["any"]) or len(ids["all"]) < len(further["all"])
    found = [] if is_nowhere else tagged.by_tag(asked.viewer, known.id or 0, span, wanted)
    return _told(asked, found, span, Place.PUBLIC)


@endpoint(scope="read:lists")
def of_list(asked: Asked, list_id: str) -> Answer:
    """GET /api/v1/timelines/list/:list_id."""
    span = asked.span()
    return _told(asked, feeds.list_feed(asked.viewer, id_of(list_id), span), span, Place.HOME)


@endpoint(scope="read:bookmarks")
def bookmarks(asked: Asked) -> Answer:
    """GET /api/v1/bookmarks."""
    span = asked.span()
    return _kept(asked, bookmarked.bookmarked(asked.viewer, span), span)


@endpoint(scope="read:favourites")
def favourites(asked: Asked) -> Answer:
    """GET /api/v1/favourites."""
    span = asked.span()
    return _kept(asked, bookmarked.favourites(asked.viewer, span), span)


@endpoint(who=Who.ANYONE, scope="read:statuses")
def link(asked: Asked) -> Answer:
    """GET /api/v1/timelines/link: who shows this page beneath a post, and wants to be come upon."""
    url, span = asked.needed("url"), asked.span()
    return _told(asked, linked.by_link(asked.viewer, url, span), span, Place.PUBLIC)


def _servers(asked: Asked) -> Servers:
    if asked.flag("remote"):
        return Servers.OTHERS
    return Servers.HERE if asked.flag("local") else Servers.ALL


def _told(asked: Asked, found: list[PostView], span: Span, place: Place) -> Answer:
    body = statuses(asked.viewer, found, now=asked.now, place=place)
    return paged(asked, body, [each.id for each in found], span)


def _kept(asked: Asked, found: list[tuple[int, PostView]], span: Span) -> Answer:
    body = statuses(asked.viewer, [each for _place, each in found], now=asked.now)
    return paged(asked, body, [place for place, _each in found], span)
