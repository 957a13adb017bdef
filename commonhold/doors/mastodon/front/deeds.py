"""What the front has done itself: liking and keeping a post, and saying something plain.

The deed is the room's own action, in Django's threads; the post is then shown from memory. Whatever is
unusual, or refused, Django takes up from the beginning: a refused action wrote nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest

from commonhold.doors.calls.asked import Asked
from commonhold.doors.mastodon import writing
from commonhold.doors.mastodon.front.asking import Posted
from commonhold.doors.mastodon.front.routes import Route, doing
from commonhold.ground.ids import LARGEST
from commonhold.ground.refusal import Refusal
from commonhold.social.apps.queries import Bearer
from commonhold.social.posts import actions


@dataclass(frozen=True)
class Deed:
    """`act` gives the id of the post that is shown. One that `may_repeat` changes nothing the second time.

    `several` does it for several people at once: for each what `act` gives, or the refusal that it raises.
    """

    route: Route
    act: Callable[[Doing, int], int]
    may_repeat: bool
    several: Callable[[list[tuple[Doing, int]]], list[int | Refusal]] | None = None


class Doing(NamedTuple):
    """Who does it, what was sent for it, and when."""

    posted: Posted
    bearer: Bearer
    me: int
    sent: dict[str, Any]
    now: datetime


class Found(NamedTuple):
    """A deed, and the post that its address names: 0 for none."""

    deed: Deed
    post_id: int


def deed_of(path: str) -> Found | None:
    if path == _SAYING:
        return Found(_SAY, 0)
    post_id, _slash, verb = path.removeprefix(f"{_SAYING}/").partition("/")
    deed = _TO_A_POST.get(verb)
    if deed is None or not post_id.isdecimal() or len(post_id) > _DIGITS or int(post_id) > LARGEST:
        return None
    return Found(deed, int(post_id))


def is_plain(sent: dict[str, Any]) -> bool:
    """Is there nothing but words, and whom they are for?"""
    return not any(sent.get(each) for each in _MORE)


def _said(doing: Doing, _none: int) -> int:
    """By the call, as endpoints know it."""
    request, posted = HttpRequest(), doing.posted
    request.method, request.path = "POST", posted.asked.path
    if posted.key:
        request.META["HTTP_IDEMPOTENCY_KEY"] = posted.key
    return writing.say(Asked(request, doing.bearer, doing.sent, {}, doing.now))


def _to(act: Callable[..., Any]) -> Callable[[Doing, int], int]:
    def done(doing: Doing, post_id: int) -> int:
        act(doing.me, post_id=post_id, now=doing.now)
        return post_id

    return done


def _favourites(wanted: list[tuple[Doing, int]]) -> list[int | Refusal]:
    pairs = [(doing.me, post_id) for doing, post_id in wanted]
    refusals = actions.favourite_posts(pairs, now=max(doing.now for doing, _post_id in wanted))
    return [refusal or post_id for refusal, (_me, post_id) in zip(refusals, pairs, strict=True)]


_SAYING, _DIGITS = "/api/v1/statuses", 19
_MORE = ("poll", "scheduled_at", "media_ids", "quoted_status_id")
_FAVOURITES, _BOOKMARKS = doing("write:favourites"), doing("write:bookmarks")
_SAY = Deed(doing("write:statuses"), _said, may_repeat=False)
_TO_A_POST = {
    "favourite": Deed(_FAVOURITES, _to(actions.favourite_post), may_repeat=True, several=_favourites),
    "unfavourite": Deed(_FAVOURITES, _to(actions.unfavourite_post), may_repeat=True),
    "bookmark": Deed(_BOOKMARKS, _to(actions.bookmark_post), may_repeat=True),
    "unbookmark": Deed(_BOOKMARKS, _to(actions.unbookmark_post), may_repeat=True),
}
