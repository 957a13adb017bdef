"""What this room tells the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class PostPublished(News):
    name: ClassVar[str] = "posts.published"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class PostEdited(News):
    name: ClassVar[str] = "posts.edited"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class PostRemoved(News):
    name: ClassVar[str] = "posts.removed"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class ThanksGiven(News):
    """`person_id` thanked the author. Handlers tell nobody but the author who it was."""

    name: ClassVar[str] = "posts.thanks-given"
    post_id: int
    author_id: int
    person_id: int


@dataclass(frozen=True)
class PostFavourited(News):
    name: ClassVar[str] = "posts.favourited"
    post_id: int
    author_id: int
    person_id: int


@dataclass(frozen=True)
class PostBoosted(News):
    """`person_id` passed it on to those who follow her."""

    name: ClassVar[str] = "posts.boosted"
    post_id: int
    author_id: int
    person_id: int


@dataclass(frozen=True)
class PostUnboosted(News):
    name: ClassVar[str] = "posts.unboosted"
    post_id: int
    person_id: int
    boost_id: int = 0


@dataclass(frozen=True)
class ThanksWithdrawn(News):
    """`person_id` took thanks back."""

    name: ClassVar[str] = "posts.thanks-withdrawn"
    post_id: int
    person_id: int


@dataclass(frozen=True)
class PostUnfavourited(News):
    name: ClassVar[str] = "posts.unfavourited"
    post_id: int
    person_id: int
    favourite_id: int = 0


@dataclass(frozen=True)
class PostPinned(News):
    """`person_id` keeps a post of hers on top of her page, or with `is_kept` false no longer."""

    name: ClassVar[str] = "posts.pinned"
    post_id: int
    person_id: int
    is_kept: bool


@dataclass(frozen=True)
class PostRestored(News):
    """Its author took the removal back."""

    name: ClassVar[str] = "posts.restored"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class PostWithheld(News):
    """A measure hides, from all but its author, a post that others could see until now."""

    name: ClassVar[str] = "posts.withheld"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class PostFreed(News):
    """No measure withholds a post any more, and others see it again."""

    name: ClassVar[str] = "posts.freed"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class ReplyHeld(News):
    """A reply waits until `approver_id` lets it be seen; `PostPublished` comes when she does."""

    name: ClassVar[str] = "posts.reply-held"
    post_id: int
    author_id: int
    approver_id: int


@dataclass(frozen=True)
class ReplyRefused(News):
    """A reply was not let in; its text went back to its author's drafts."""

    name: ClassVar[str] = "posts.reply-refused"
    post_id: int
    author_id: int
    approver_id: int


@dataclass(frozen=True)
class PostQuoted(News):
    """`post_id` quotes a post of `quoted_author_id`; `asks` when it waits for her consent."""

    name: ClassVar[str] = "posts.quoted"
    post_id: int
    author_id: int
    quoted_author_id: int
    asks: bool


@dataclass(frozen=True)
class QuoteAsked(News):
    """Another server asked, in `asked_as`, whether a post of its `author_id` may show `quoted_id`.

    `state` is what holds now, as `QuoteConsent` calls it.
    """

    name: ClassVar[str] = "posts.quote-asked"
    post_id: int
    author_id: int
    quoted_id: int
    state: str
    asked_as: str


@dataclass(frozen=True)
class QuoteAllowed(News):
    """The quoted author consented after being asked."""

    name: ClassVar[str] = "posts.quote-allowed"
    post_id: int
    author_id: int
    quoted_author_id: int


@dataclass(frozen=True)
class QuoteWithdrawn(News):
    """The quoted author lets a post show hers no more, after she did."""

    name: ClassVar[str] = "posts.quote-withdrawn"
    post_id: int
    author_id: int
    quoted_author_id: int


@dataclass(frozen=True)
class PollEnded(News):
    """The poll in a post closed."""

    name: ClassVar[str] = "posts.poll-ended"
    post_id: int
    author_id: int
    poll_id: int


@dataclass(frozen=True)
class PollChosen(News):
    """Somebody chose in a post's poll; who did is nobody's to know."""

    name: ClassVar[str] = "posts.poll-chosen"
    post_id: int
    poll_id: int


@dataclass(frozen=True)
class ChosenElsewhere(News):
    """`person_id` chose in the poll of somebody of another server, which must be told what: `positions`."""

    name: ClassVar[str] = "posts.chosen-elsewhere"
    post_id: int
    person_id: int
    positions: Sequence[int]


@dataclass(frozen=True)
class PostAnnounced(News):
    """A group's moderator wants all of its members told of a post."""

    name: ClassVar[str] = "posts.announced"
    post_id: int
    group_id: int
    by_id: int


@dataclass(frozen=True)
class PostTakenOut(News):
    """A group's moderator took a post out; the post says why, and its words are in its author's drafts."""

    name: ClassVar[str] = "posts.taken-out"
    post_id: int
    group_id: int
    author_id: int


@dataclass(frozen=True)
class ScheduledPostRefused(News):
    """A post's time had come but it could not be published; it waits among its author's drafts."""

    name: ClassVar[str] = "posts.scheduled-refused"
    draft_id: int
    author_id: int
