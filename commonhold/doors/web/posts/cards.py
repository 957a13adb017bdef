"""Posts as `components/post.html` shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe

from commonhold.doors.web.media.cards import MediumCard, medium_cards
from commonhold.social.labels.reading import Mark
from commonhold.social.people import queries as people
from commonhold.social.polls.queries import PollView
from commonhold.social.posts.details import Quote
from commonhold.social.posts.looks import InGroup
from commonhold.social.posts.queries import PostView
from commonhold.social.previews.queries import PreviewView


@dataclass(frozen=True)
class Byline:
    handle: str
    name: str
    avatar_url: str | None = None


@dataclass(frozen=True)
class QuoteCard:
    """A post inside another; without `url` there is nothing to see, and `state` says why."""

    state: str
    url: str = ""
    author: Byline | None = None
    at: datetime | None = None
    warning: str = ""
    html: str = ""
    has_poll: bool = False


@dataclass(frozen=True)
class PostCard:
    """What the component reads, and nothing that it does not."""

    id: int
    url: str
    author: Byline
    at: datetime
    edited_at: datetime | None
    audience: str
    warning: str
    html: SafeString
    media: tuple[MediumCard, ...]
    language: str
    is_sensitive: bool
    removed: bool
    waits: bool
    poll: PollView | None
    quote: QuoteCard | None
    replies: int
    favourites: int
    thanks: int
    favourited: bool
    thanked: bool
    is_mine: bool
    in_reply_to: int | None
    preview: PreviewView | None
    group: InGroup | None = None
    is_announced: bool = False
    may_keep_order: bool = False
    boosts: int = 0
    boosted: bool = False
    bookmarked: bool = False
    may_boost: bool = False
    may_thank: bool = True  # nobody thanks the co-op's own account
    boosted_by: tuple[Byline, ...] = ()  # of those whom the reader follows, in a feed
    because_of: str = ""  # the tag that she follows, in a feed
    about: str = ""  # what a report of it names
    old_url: str = ""  # where its author brought it along from
    old_server: str = ""
    is_from_elsewhere: bool = False
    label: str = ""  # what a measure says above it
    is_withheld: bool = False
    is_ordered: bool = False  # in a feed that tells why it stands where it does
    marks: tuple[Mark, ...] = ()  # labels of those whom the reader reads
    filtered: str = ""  # titles of the reader's filters that fold it away

    def __hash__(self) -> int:
        """Of what tells cards apart; all of it would take longer than to compare two that are alike."""
        marks = (self.favourited, self.thanked, self.boosted, self.bookmarked, self.filtered, self.marks)
        return hash((self.id, self.replies, self.favourites, self.thanks, self.boosts, marks))

    @cached_property
    def moments(self) -> tuple[datetime, ...]:
        """All times that the card tells."""
        quoted = None if self.quote is None else self.quote.at
        closing = None if self.poll is None else self.poll.closes_at
        return tuple(each for each in (self.at, quoted, closing) if each is not None)

    @cached_property
    def names_an_emoji(self) -> bool:
        """May one of the names on the card bear a shortcode?"""
        quoted = None if self.quote is None else self.quote.author
        people = (self.author, *self.boosted_by, *(() if quoted is None else (quoted,)))
        return any(":" in each.name for each in people)


@lru_cache(4096)
def card(post: PostView) -> PostCard:
    return PostCard(
        id=post.id,
        about="" if post.removed else f"post:{post.id}",
        url=f"/@{post.author.handle}/{post.id}",
        author=Byline(post.author.handle, post.author.name, post.author.avatar_url),
        at=post.at,
        edited_at=post.edited_at,
        audience=post.audience,
        warning=post.warning,
        html=mark_safe(post.html),  # noqa: S308 - cleaned by nh3 when it was written
        media=medium_cards(post.media),
        is_sensitive=post.is_sensitive and not post.warning,  # a warning covers all of it
        language=post.language,
        removed=post.removed,
        waits=post.waits,
        poll=post.poll,
        quote=None if post.quote is None else _quote(post.quote),
        replies=post.replies,
        favourites=post.favourites,
        thanks=post.thanks,
        favourited=post.favourited,
        thanked=post.thanked,
        is_mine=post.is_mine,
        in_reply_to=post.in_reply_to,
        group=post.group,
        is_announced=post.is_announced,
        may_keep_order=post.may_keep_order,
        boosts=post.boosts,
        boosted=post.boosted,
        bookmarked=post.bookmarked,
        may_boost=post.audience in ("public", "unlisted") and not post.waits and not post.removed,
        may_thank=post.author.id != people.coop_account_id(),
        preview=post.preview,
        old_url="" if post.removed else _there(post),
        old_server=urlsplit(_there(post)).netloc,
        is_from_elsewhere=post.original is not None,
        label=post.label,
        is_withheld=post.is_withheld,
    )


def _there(post: PostView) -> str:
    """Its page on the server where it was written, or from which its author brought it along."""
    return post.imported_as if post.original is None else post.original.url or post.original.uri


def _quote(quote: Quote) -> QuoteCard:
    if quote.post is None:
        return QuoteCard(state=quote.state)
    return QuoteCard(
        state=quote.state,
        url=f"/@{quote.post.author.handle}/{quote.post.id}",
        author=Byline(quote.post.author.handle, quote.post.author.name),
        at=quote.post.at,
        warning=quote.post.warning,
        html=mark_safe(quote.post.html),  # noqa: S308 - cleaned by nh3 when it was written
        has_poll=quote.post.has_poll,
    )


def cards(posts: Iterable[PostView]) -> list[PostCard]:
    return [card(each) for each in posts]
