"""A thread as its page shows it: lists of cards within lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext

from commonhold.doors.web.posts.cards import Byline, PostCard
from commonhold.doors.web.posts.filtering import folded, shown
from commonhold.social.filters.matching import Place
from commonhold.social.posts.plain import text_of
from commonhold.social.posts.reading_order import Replies, Strand
from commonhold.social.posts.threads import ReplyRule, ThreadView

_EXCERPT = 280  # characters of a post above


@dataclass(frozen=True)
class StrandCard:
    """A reply and what stands below it. `card` is None where the reader's filters hide it and not those."""

    id: int
    card: PostCard | None
    to_id: int
    to: Byline | None
    level: int  # of its heading
    below: int
    folded: bool
    replies: RepliesCard | None


@dataclass(frozen=True)
class RepliesCard:
    """One list; `left` more are read at `go_on`."""

    strands: tuple[StrandCard, ...]
    left: int
    go_on: str


@dataclass(frozen=True)
class PostAbove:
    """A post on the way to the one that was asked for, in a few lines."""

    id: int
    url: str
    author: Byline
    words: str
    removed: bool


def replies_of(request: HttpRequest, thread: ThreadView) -> RepliesCard:
    return _replies(request, thread, thread.replies, 3)


def posts_above(request: HttpRequest, thread: ThreadView) -> tuple[list[PostAbove], list[PostAbove]]:
    """How a long way here began, and the last of it."""
    first, above = (
        [_above(each) for each in shown(request, posts, Place.THREADS)]
        for posts in (thread.first, thread.above)
    )
    return first, above


def words_of(rule: ReplyRule) -> list[str]:
    """Who may reply, where not everybody may, and whether replies wait."""
    if rule.is_mine:
        said = {
            "followers": gettext("Only your followers may reply here."),
            "mentioned": gettext("Only people whom you mention may reply here."),
            "nobody": gettext("You closed this thread to replies."),
        }
        waits = gettext("Others read a reply once you let it in.")
    elif rule.author is None:
        said = {
            "followers": gettext("Only followers of whoever began this thread may reply."),
            "mentioned": gettext("Only people whom the first post mentions may reply."),
            "nobody": gettext("This thread is closed to replies."),
        }
        waits = gettext("A reply is read by others once whoever began this thread lets it in.")
    else:
        said = {
            "followers": gettext("Only followers of {name} may reply here."),
            "mentioned": gettext("Only people whom {name} mentions may reply here."),
            "nobody": gettext("{name} closed this thread to replies."),
        }
        waits = gettext("Others read a reply once {name} lets it in.")
    name = "" if rule.author is None else rule.author.name
    found = [said.get(rule.control, ""), waits if rule.approves and rule.control != "nobody" else ""]
    return [each.format(name=name) for each in found if each]


def _replies(request: HttpRequest, thread: ThreadView, replies: Replies, level: int) -> RepliesCard:
    strands = [_strand(request, thread, each, level) for each in replies.strands]
    at = thread.posts.get(replies.go_on_at)
    return RepliesCard(
        strands=tuple(_worth_reading(strands)),
        left=replies.left if at is not None else 0,
        go_on="" if at is None else f"/@{at.author.handle}/{at.id}",
    )


def _strand(request: HttpRequest, thread: ThreadView, strand: Strand, level: int) -> StrandCard:
    post = thread.posts.get(strand.id)
    found = [] if post is None else shown(request, [post], Place.THREADS)
    to = None if strand.to is None else thread.posts.get(strand.to)
    inner = strand.replies
    return StrandCard(
        id=strand.id,
        card=replace(found[0], in_reply_to=None) if found else None,  # the heading says whom it answers
        to_id=strand.to or 0,
        to=None if to is None or to.removed else Byline(to.author.handle, to.author.name),
        level=level,
        below=strand.below,
        folded=strand.folded,
        replies=None if inner is None else _replies(request, thread, inner, min(level + 1, 6)),
    )


def _worth_reading(strands: Iterable[StrandCard]) -> Iterable[StrandCard]:
    """What is hidden goes, unless something is read below it."""
    return (each for each in strands if each.card is not None or each.replies is not None)


def _above(card: PostCard) -> PostAbove:
    words = card.warning or card.filtered or text_of(card.html).strip()
    return PostAbove(card.id, card.url, card.author, Truncator(words).chars(_EXCERPT), card.removed)


def asked(request: HttpRequest, thread: ThreadView) -> PostCard:
    """The post that was asked for by name."""
    return folded(request, thread.post, Place.THREADS)
