"""Which stream an app means, and whether its token may hear it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commonhold.doors.calls.answers import Wrong
from commonhold.social.apps.queries import Bearer
from commonhold.social.lists import queries as lists
from commonhold.social.live.channels import Channel, Kind
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.queries import Servers
from commonhold.social.tags import queries as tags

_BY_NAME = {
    "user": Channel(Kind.HOME),
    "user:notification": Channel(Kind.NOTIFICATIONS),
    "public": Channel(Kind.PUBLIC),
    "public:local": Channel(Kind.PUBLIC, Servers.HERE),
    "public:remote": Channel(Kind.PUBLIC, Servers.OTHERS),
    "public:media": Channel(Kind.PUBLIC, with_media=True),
    "public:local:media": Channel(Kind.PUBLIC, Servers.HERE, with_media=True),
    "public:remote:media": Channel(Kind.PUBLIC, Servers.OTHERS, with_media=True),
    "hashtag": Channel(Kind.TAG),
    "hashtag:local": Channel(Kind.TAG, Servers.HERE),
    "list": Channel(Kind.LIST),
    "direct": Channel(Kind.DIRECT),
}
_STATUSES, _NOTIFICATIONS = "read:statuses", "read:notifications"


@dataclass(frozen=True)
class Named:
    """A channel with the name under which the app asked for it, which each of its events bears again."""

    channel: Channel
    name: tuple[str, ...]


def channel_of(bearer: Bearer, name: str, params: Mapping[str, str]) -> Named:
    """What `name` with its `tag` or `list` means to whoever shows the token.

    Raises Wrong (400, 401), or NoSuchTag.
    """
    channel = _BY_NAME.get(name)
    if channel is None:
        raise Wrong(400, "Unknown stream type")
    _must_be_allowed(bearer, channel)
    viewer = Viewer(bearer.person_id or 0)
    match channel.kind:
        case Kind.HOME:
            return Named(replace(channel, with_notifications=bearer.may(_NOTIFICATIONS)), (name,))
        case Kind.TAG:
            typed = params.get("tag", "").strip()
            if not typed:
                raise Wrong(400, "Missing tag name parameter")
            return Named(replace(channel, tag=tags.tag(viewer, typed).name), (name, typed))
        case Kind.LIST:
            return Named(replace(channel, list_id=_own_list(viewer, params)), (name, params["list"]))
        case _:
            return Named(channel, (name,))


def person_of(bearer: Bearer) -> int:
    """For whom the token acts. Raises Wrong (401): an app by itself reads nothing."""
    if bearer.person_id is None:
        raise Wrong(401, "The access token is invalid")
    return bearer.person_id


def _must_be_allowed(bearer: Bearer, channel: Channel) -> None:
    person_of(bearer)
    if not bearer.may(_NOTIFICATIONS if channel.kind is Kind.NOTIFICATIONS else _STATUSES):
        raise Wrong(401, "Access token does not have the required scopes")


def _own_list(viewer: Viewer, params: Mapping[str, str]) -> int:
    text = params.get("list", "").strip()
    if not text:
        raise Wrong(400, "Missing list name parameter")
    is_id = text.isascii() and text.isdecimal() and len(text) <= 18
    if not is_id or not lists.owns(viewer, int(text)):
        raise Wrong(401, "Not authorized to stream this list")
    return int(text)
