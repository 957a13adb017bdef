"""The addresses under which other servers know us."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from commonhold.doors.activitypub import well_known
from commonhold.doors.activitypub.views import actors, kept, outboxes, posts
from commonhold.doors.activitypub.views.kept import known_as


def _read(route: str, view: Callable[..., HttpResponse]) -> URLPattern:
    """To be read alone. A server that posts there hears 405, not what is said to browsers without a token."""
    return path(route, csrf_exempt(view))


_WELL_KNOWN = [
    _read(".well-known/webfinger", well_known.webfinger),
    _read(".well-known/host-meta", well_known.host_meta),
    _read(".well-known/host-meta.json", well_known.host_meta_json),
]

_ACTORS = [
    _read("ap/server", actors.server),
    *(_read(f"ap/server/{each}", actors.nothing_yet) for each in ("outbox", "followers", "following")),
    _read("ap/people/<int:person_id>", actors.person),
    _read("ap/people/<int:person_id>/outbox", outboxes.outbox),
    _read("ap/people/<int:person_id>/followers", actors.followers),
    _read("ap/people/<int:person_id>/following", actors.following),
    _read("ap/people/<int:person_id>/featured", actors.featured),
    _read("ap/people/<int:person_id>/tags", actors.featured_tags),
    _read("ap/people/<int:person_id>/followers_synchronization", actors.synchronization),
    _read("ap/groups/<int:group_id>", actors.group),
    _read("ap/groups/<int:group_id>/outbox", outboxes.group_outbox),
    _read("ap/groups/<int:group_id>/followers", actors.group_followers),
    _read("ap/groups/<int:group_id>/moderators", actors.group_moderators),
]

_POSTS = [
    _read("ap/posts/<int:post_id>", posts.post),
    _read("ap/posts/<int:post_id>/activity", posts.activity),
    _read("ap/posts/<int:post_id>/replies", posts.replies),
    _read("ap/posts/<int:post_id>/context", posts.context),
    _read("ap/posts/<int:post_id>/likes", posts.likes),
    _read("ap/posts/<int:post_id>/shares", posts.shares),
    _read("ap/posts/<int:post_id>/quote-authorization", posts.quote_authorization),
]

_KEPT = [
    _read("users/<str:name>", known_as(actors.person)),
    _read("users/<str:name>/outbox", known_as(outboxes.outbox)),
    _read("users/<str:name>/followers", known_as(actors.followers)),
    _read("users/<str:name>/following", known_as(actors.following)),
    _read("users/<str:name>/featured", known_as(actors.featured)),
    _read("users/<str:name>/collections/featured", known_as(actors.featured)),
    _read("users/<str:name>/tags", known_as(actors.featured_tags)),
    _read("users/<str:name>/followers_synchronization", known_as(actors.synchronization)),
    _read("users/<str:name>/statuses/<int:number>", kept.post),
]

urlpatterns = [*_WELL_KNOWN, *_ACTORS, *_POSTS, *_KEPT]
