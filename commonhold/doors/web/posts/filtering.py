"""The one way from posts to cards in a list: what a reader's filters and labelers say is done here, once.

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
from commonhold.social.labels import reading as labels
from commonhold.social.labels.reading import Marks, Thing
from commonhold.social.labels.shape import Act
from commonhold.social.people.queries import PersonLine
from commonhold.social.posts.plain import words_in
from commonhold.social.posts.queries import PostView


def verdict_on(
    request: HttpRequest, post: PostView, place: Place, *, also: Sequence[str] = ()
) -> Verdict | None:
    """What the reader's filters say of a post in this place, and of what else its page shows."""
    words = [*words_in(viewer_of(request), post), *also]
    return frame_of(request).rules.verdict(words, place, post_id=None if post.is_mine else post.id)


def marks_on(request: HttpRequest, posts: Sequence[PostView]) -> dict[int, Marks]:
    """Labels of those whom the reader reads, by post: no statement for who reads none."""
    frame = frame_of(request)
    if not frame.labels:
        return {}
    things = [
        Thing(each.id, each.author.id, labels.domain_of_handle(each.author.handle))
        for each in posts
        if not each.removed
    ]
    return labels.on_posts(frame.labels, things, now=frame.now)


def shown(request: HttpRequest, posts: Iterable[PostView], place: Place) -> list[PostCard]:
    """Cards of what filters and labels let through, folded away where they only warn."""
    frame, found = frame_of(request), list(posts)
    if not frame.rules.rules and not frame.labels:
        return [card(each) for each in found]
    return [_card(post, said, marks) for post, said, marks in _judged(request, found, place) if _stays(said)]


def entry_cards(request: HttpRequest, entries: Sequence[Entry], place: Place) -> list[PostCard]:
    """Cards of a feed, each with the reason why it stands there."""
    reasons = {each.post.id: each for each in entries if each.boosted_by or each.because_of}
    return [
        _with_reason(each, reasons[each.id]) if each.id in reasons else each
        for each in shown(request, [one.post for one in entries], place)
    ]


def ordered_cards(request: HttpRequest, posts: Iterable[PostView], place: Place) -> list[PostCard]:
    """Cards of a feed that tells of each why it stands where it does."""
    return [_ordered(each) for each in shown(request, posts, place)]


@lru_cache(2048)
def _ordered(post: PostCard) -> PostCard:
    return replace(post, is_ordered=True)


def _with_reason(post: PostCard, entry: Entry) -> PostCard:
    return _reasoned(post, entry.boosted_by, entry.because_of)


@lru_cache(1024)
def _reasoned(post: PostCard, boosters: tuple[PersonLine, ...], tag: str) -> PostCard:
    boosted_by = tuple(Byline(one.handle, one.name) for one in boosters)
    return replace(post, boosted_by=boosted_by, because_of=tag)


def folded(request: HttpRequest, post: PostView, place: Place) -> PostCard:
    """A post that the reader asked for by name: folded away where it would be hidden elsewhere."""
    return folded_list(request, [post], place)[0]


def folded_list(request: HttpRequest, posts: Iterable[PostView], place: Place) -> list[PostCard]:
    """Posts that she looked for, or that wait for her word: none is missing, some are folded away."""
    return [_card(*each) for each in _judged(request, list(posts), place)]


def _judged(
    request: HttpRequest, posts: Sequence[PostView], place: Place
) -> list[tuple[PostView, Verdict | None, Marks]]:
    """Each with what filters and labels together make of it; one's own posts bear words, and no more."""
    beside = marks_on(request, posts)
    judged = []
    for each in posts:
        marks = beside.get(each.id, ())
        said = verdict_on(request, each, place)
        judged.append((each, said if each.is_mine else _with_labels(said, marks), marks))
    return judged


def _with_labels(said: Verdict | None, marks: Marks) -> Verdict | None:
    strong = [each for each in marks if each.act in {Act.WARN, Act.HIDE}]
    if not strong:
        return said
    reasons = [*([] if said is None else [said.reason]), *(each.reason for each in strong)]
    hides = labels.strongest(strong) == Act.HIDE or (said is not None and said.hides)
    return Verdict(hides, ", ".join(dict.fromkeys(reasons)))


def _stays(said: Verdict | None) -> bool:
    return said is None or not said.hides


def _card(post: PostView, said: Verdict | None, marks: Marks = ()) -> PostCard:
    made = card(post)
    return made if said is None and not marks else _marked(made, marks, "" if said is None else said.reason)


@lru_cache(1024)
def _marked(post: PostCard, marks: Marks, reason: str) -> PostCard:
    return replace(post, marks=marks, filtered=reason)
