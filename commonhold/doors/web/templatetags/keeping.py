"""`{% keep "name" this that %}…{% endkeep %}`: written once for these values, and taken from memory after.

What stands between depends on nothing but those values and the language. The request's own token against
forged forms and the reader's handle in `{% address %}` are filled in each time. The values are compared
whole, so there is nothing to forget when something changes: other values are another piece.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commonhold.doors.web.frame import Frame, Onlooker, frame_of
from commonhold.doors.web.posts.cards import PostCard
from commonhold.doors.web.templatetags import times

register = template.Library()

_MOST = 10_000  # pieces; a post with its buttons has about 4 kB
_SALT = secrets.token_hex(8)  # nobody can write a hole into a post


#: Text with the holes between.
Piece = tuple[str, ...]
_pieces: dict[object, Piece] = {}
_IS_CHECKED: bool = settings.CHECK_KEPT
_lock = Lock()


def hole(name: str) -> str:
    """Where something of this name goes in a piece."""
    return f"\x02{_SALT}{name}\x03"


_TOKEN, _ME = hole("token"), hole("me")
_HOLES = re.compile(f"(\x02{_SALT}[a-z_]+\x03)")


@register.tag
def keep(parser: Parser, token: Token) -> KeptNode:
    _tag, name, *values = token.split_contents()
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeptNode(name, [parser.compile_filter(each) for each in values], inside)


@register.simple_tag(takes_context=True)
def post_cards(context: Context, posts: Sequence[PostCard] | str) -> SafeString:
    """`{% post_cards posts %}`: the cards of a feed, each `components/post.html`; or the hole for them."""
    if isinstance(posts, str):
        return SafeString(posts)  # nosec B703 - the name of a hole, of this file
    return _filled(context, card_pieces(context["request"], posts))


def card_pieces(request: HttpRequest, posts: Sequence[PostCard]) -> list[str]:
    """The pieces of all cards, one after the other."""
    frame = frame_of(request)
    language, zone, looking = get_language(), frame.time_zone, frame.viewer
    pieces: list[str] = []
    for post in posts:
        key = ("post", language, zone, *as_seen(post, looking, frame))
        pieces += kept(_pieces, _MOST, key, partial(_card, request, post))
    return pieces


def _card(request: HttpRequest, post: PostCard) -> str:
    return render_to_string(
        "components/post.html", {"post": post, "csrf_token": _TOKEN, "me": _ME}, request=request
    )


def as_seen(post: PostCard, looking: Onlooker | None, frame: Frame) -> tuple[object, ...]:
    """All that a card shows: the post, who looks, and what depends on the time and on our own emoji."""
    now = frame.now
    emoji = tuple(frame.emoji.items()) if post.names_an_emoji else ()
    author = post.author.handle
    stance = None if looking is None else (author == looking.handle, author in looking.handles)
    moments = [times.steps(each, now) for each in post.moments]
    return post, stance, frame.is_read_only, *moments, now.year, emoji


class KeptNode(Node):
    """What stands between the two tags. No block of a page may stand there: nobody looks for one."""

    child_nodelists = ()

    def __init__(self, name: str, values: list[FilterExpression], inside: NodeList) -> None:
        self._name, self._values, self.nodelist = name, values, inside

    def render(self, context: Context) -> SafeString:
        key = (self._name, get_language(), *(each.resolve(context) for each in self._values))

        def write() -> str:
            with context.push(csrf_token=_TOKEN, me=_ME):
                return str(self.nodelist.render(context))

        return _filled(context, kept(_pieces, _MOST, key, write))


def kept(store: dict[object, Piece], most: int, key: tuple[object, ...], write: Callable[[], str]) -> Piece:
    """What is kept under a key, or is written now."""
    piece = store.get(key)
    if piece is not None and not _IS_CHECKED:
        return piece
    now = tuple(_HOLES.split(write()))
    if piece is None:
        _keep(store, most, key, now)
    elif piece != now:
        raise AssertionError(f"{key[0]} was kept as\n{piece}\nand would now be\n{now}")
    return now


def _filled(context: Context, piece: Sequence[str]) -> SafeString:
    """With the request's token and the reader's handle where they belong."""
    if len(piece) == 1:
        return SafeString(piece[0])  # nosec B703 - what a template wrote
    me = _ME if context.get("me") == _ME else context["frame"].handle
    fillings = {_TOKEN: str(context.get("csrf_token")), _ME: me}
    written = [fillings.get(each, each) for each in piece]
    return SafeString("".join(written))  # nosec B703 - the same, a token and a handle: no marks in either


def _keep(store: dict[object, Piece], most: int, key: tuple[object, ...], piece: Piece) -> None:
    with _lock:
        if len(store) >= most:
            for old in list(store)[: most // 4]:
                del store[old]
        store[key] = piece
