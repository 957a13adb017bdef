"""The one way from posts to cards in a list: what a reader's filters say is done here, once for a page.

Messages, and pages on which she works on her own post, take `cards.card` directly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from django.http import HttpRequest

from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.posts.cards import Byline, PostCard, card
from commonhold.doors.web.viewer import viewer_of
from commonhold.social.feeds.queries import Entry
from commonhold.social.filters.matching import Place, Verdict
from commonhold.social.people.queries import PersonLine
from commonhold.social.posts.plain import words_in
from commonhold.social.posts.queries import PostView


def verdict_on(
    request: HttpRequest, post: PostView, place: Place, *, also: Sequence[str] = ()
) -> Verdict | None:
    """What the reader's filters say of a post in this place, and of what else its page shows."""
    words = [*words_in(viewer_of(request), post), *also]
    return frame_of(request).rules.verdict(words, place, post_id=None if post.is_mine else post.id)


def shown(request: HttpRequest, posts: Iterable[PostView], place: Place) -> list[PostCard]:
    """Cards of what the reader's filters let through, folded away where they only warn."""
    if not frame_of(request).rules.rules:
        return [card(each) for each in posts]
    judged = [(each, verdict_on(request, each, place)) for each in posts]
    return [_card(post, said) for post, said in judged if said is None or not said.hides]


def entry_cards(request: HttpRequest, entries: Sequence[Entry], place: Place) -> list[PostCard]:
    """Cards of a feed, each with the reason why it stands there."""
    reasons = {each.post.id: each for each in entries if each.boosted_by or each.because_of}
    return [
        _with_reason(each, reasons[each.id]) if each.id in reasons else each
        for each in shown(request, [one.post for one in entries], place)
    ]


def _with_reason(post: PostCard, entry: Entry) -> PostCard:
    return _reasoned(post, entry.boosted_by, entry.because_of)


@lru_cache(1024)
def _reasoned(post: PostCard, boosters: tuple[PersonLine, ...], tag: str) -> PostCard:
    boosted_by = tuple(Byline(one.handle, one.name) for one in boosters)
    return replace(post, boosted_by=boosted_by, because_of=tag)


def folded(request: HttpRequest, post: PostView, place: Place) -> PostCard:
    """A post that the reader asked for by name: folded away where it would be hidden elsewhere."""
    return _card(post, verdict_on(request, post, place))


def folded_list(request: HttpRequest, posts: Iterable[PostView], place: Place) -> list[PostCard]:
    """Posts that she looked for, or that wait for her word: none is missing, some are folded away."""
    return [folded(request, each, place) for each in posts]


def _card(post: PostView, said: Verdict | None) -> PostCard:
    return card(post) if said is None else replace(card(post), filtered=said.reason)
