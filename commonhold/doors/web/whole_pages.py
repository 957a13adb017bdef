"""A page that is read very often is kept whole: written once for all that its frame shows, with holes.

What is another for each reader and time is put into the holes: her feed's cards, which are pieces themselves,
the token against forged forms, her handle and what `<html>` tells the scripts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.posts.cards import PostCard
from commonhold.doors.web.templatetags.keeping import Piece, card_pieces, hole, kept
from commonhold.doors.web.templatetags.presentation import told

_MOST = 400  # pages without their cards, some 25 kB each
_pages: dict[object, Piece] = {}


def render_whole(
    request: HttpRequest,
    template: str,
    shown: Mapping[str, object],
    *,
    feeds: Mapping[str, Sequence[PostCard]],
    ids: Mapping[str, int | None],
) -> HttpResponse:
    """`render`, from memory where a page with the same frame was written before.

    The template may ask of `feeds` and `ids` only whether they are there; it shows them by `post_cards` and
    as they are. All else that it depends on stands in `shown`, and is compared whole.
    """
    if len(get_messages(request)):
        return render(request, template, {**shown, **feeds, **ids})
    frame = frame_of(request)
    there = {name: hole(name) for name, value in (*feeds.items(), *ids.items()) if value}
    key = (template, get_language(), frame.whole, tuple(shown.items()), tuple(there))

    def write() -> str:
        holes = {**dict.fromkeys(feeds, ()), **dict.fromkeys(ids), **there}
        own = {name: hole(name) for name in ("told", "me")}
        return render_to_string(
            template, {**shown, **holes, **own, "csrf_token": hole("token")}, request=request
        )

    page = kept(_pages, _MOST, key, write)
    fillings = {
        hole("told"): told(frame),
        hole("me"): frame.handle,
        hole("token"): get_token(request),
        **{hole(name): str(value) for name, value in ids.items()},
    }
    cards = {hole(name): card_pieces(request, each) for name, each in feeds.items()}
    whole: list[str] = []
    for piece in page:
        whole += cards.get(piece, (piece,))
    return HttpResponse("".join([fillings.get(each, each) for each in whole]))
