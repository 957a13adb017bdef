"""`{% keep "name" this that %}…{% endkeep %}`: written once for these values, and taken from memory after.

What stands between depends on nothing but those values and the language. The request's own token against
forged forms and the reader's handle in `{% address %}` are filled in each time. The values are compared
whole, so there is nothing to forget when something changes: other values are another piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock

from django import template
from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commonhold.doors.web.frame import Frame, Onlooker
from commonhold.doors.web.posts.cards import PostCard
from commonhold.doors.web.templatetags import times

register = template.Library()

_MOST = 10_000  # pieces; a post with its buttons has about 4 kB
_TOKEN = "\x02token\x03"  # noqa: S105 - where the token goes, not one
_ME = "\x02me\x03"

_HOLES = re.compile(f"({_TOKEN}|{_ME})")

#: Text with the holes between.
Piece = tuple[str, ...]
_pieces: dict[object, Piece] = {}
_IS_CHECKED: bool = settings.CHECK_KEPT
_lock = Lock()


@register.tag
def keep(parser: Parser, token: Token) -> KeptNode:
    _tag, name, *values = token.split_contents()
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeptNode(name, [parser.compile_filter(each) for each in values], inside)


@register.simple_tag(takes_context=True)
def post_cards(context: Context, posts: Sequence[PostCard]) -> SafeString:
    """`{% post_cards posts %}`: the cards of a feed, each `components/post.html`."""
    frame: Frame = context["frame"]
    language, zone, looking = get_language(), frame.time_zone, frame.viewer
    pieces: list[str] = []
    for post in posts:
        key = ("post", language, zone, *as_seen(post, looking, frame))
        pieces += _piece(context, key, partial(_card, context, post))
    return _filled(context, pieces)


def _card(context: Context, post: PostCard) -> str:
    template = get_template("components/post.html")
    with context.push(post=post):
        return str(template.template.render(context))  # type: ignore[attr-defined]  # Django's own engine


def as_seen(post: PostCard, looking: Onlooker | None, frame: Frame) -> tuple[object, ...]:
    """All that a card shows: the post, who looks, and what depends on the time and on our own emoji."""
    now = frame.now
    emoji = tuple(frame.emoji.items()) if post.names_an_emoji else ()
    stance = None if looking is None else looking.handle == post.author.handle
    return post, stance, *[times.steps(each, now) for each in post.moments], now.year, emoji


class KeptNode(Node):
    """What stands between the two tags. No block of a page may stand there: nobody looks for one."""

    child_nodelists = ()

    def __init__(self, name: str, values: list[FilterExpression], inside: NodeList) -> None:
        self._name, self._values, self.nodelist = name, values, inside

    def render(self, context: Context) -> SafeString:
        key = (self._name, get_language(), *(each.resolve(context) for each in self._values))
        return _filled(context, _piece(context, key, partial(self.nodelist.render, context)))


def _piece(context: Context, key: tuple[object, ...], write: Callable[[], str]) -> Piece:
    """What is kept under a key, or is written now."""
    piece = _pieces.get(key)
    if piece is not None and not _IS_CHECKED:
        return piece
    with context.push(csrf_token=_TOKEN, me=_ME):
        now = tuple(_HOLES.split(str(write())))
    if piece is None:
        _keep(key, now)
    elif piece != now:
        raise AssertionError(f"{key[0]} was kept as\n{piece}\nand would now be\n{now}")
    return now


def _filled(context: Context, kept: Sequence[str]) -> SafeString:
    """With the request's token and the reader's handle where they belong."""
    if len(kept) == 1:
        return SafeString(kept[0])
    fillings = {_TOKEN: str(context.get("csrf_token")), _ME: context["frame"].handle}
    return SafeString("".join([fillings.get(each, each) for each in kept]))


def _keep(key: tuple[object, ...], piece: Piece) -> None:
    with _lock:
        if len(_pieces) >= _MOST:
            for old in list(_pieces)[: _MOST // 4]:
                del _pieces[old]
        _pieces[key] = piece
