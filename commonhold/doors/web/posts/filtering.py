"""The one way from posts to cards in a list: what a reader's filters say is done here, once for a page.

Messages, and pages on which she works on her own post, take `cards.card` directly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.http import HttpRequest

from commonhold.doors.web.posts.cards import Byline, PostCard, card
from commonhold.doors.web.viewer import viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.feeds.queries import Entry
from commonhold.social.filters import queries as filters
from commonhold.social.filters.matching import Place, Rules, Verdict
from commonhold.social.posts.plain import words_in
from commonhold.social.posts.queries import PostView


def rules_of(request: HttpRequest) -> Rules:
    """The reader's rules; looked up and made ready once a request."""
    if not hasattr(request, "_commonhold_rules"):
        found = filters.rules_of(viewer_of(request), now=clock.now())
        request._commonhold_rules = found  # type: ignore[attr-defined]  # remembered for this request
    rules: Rules = request._commonhold_rules  # type: ignore[attr-defined]  # set above
    return rules


def verdict_on(
    request: HttpRequest, post: PostView, place: Place, *, also: Sequence[str] = ()
) -> Verdict | None:
    """What the reader's filters say of a post in this place, and of what else its page shows."""
    words = [*words_in(viewer_of(request), post), *also]
    return rules_of(request).verdict(words, place, post_id=None if post.is_mine else post.id)


def shown(request: HttpRequest, posts: Iterable[PostView], place: Place) -> list[PostCard]:
    """Cards of what the reader's filters let through, folded away where they only warn."""
    if not rules_of(request).rules:
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
    boosted_by = tuple(Byline(one.handle, one.name) for one in entry.boosted_by)
    return replace(post, boosted_by=boosted_by, because_of=entry.because_of)


def folded(request: HttpRequest, post: PostView, place: Place) -> PostCard:
    """A post that the reader asked for by name: folded away where it would be hidden elsewhere."""
    return _card(post, verdict_on(request, post, place))


def folded_list(request: HttpRequest, posts: Iterable[PostView], place: Place) -> list[PostCard]:
    """Posts that she looked for, or that wait for her word: none is missing, some are folded away."""
    return [folded(request, each, place) for each in posts]


def _card(post: PostView, said: Verdict | None) -> PostCard:
    return card(post) if said is None else replace(card(post), filtered=said.reason)
