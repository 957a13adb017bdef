"""What this room does when it hears news. Each may be run twice: nobody is told the same twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commonhold.social.collections.news import InclusionAccepted, InclusionAsked, QuestionClosed
from commonhold.social.notifications.actions import About, notify, notify_authors, take_back
from commonhold.social.people.news import FollowAccepted, Followed, Unfollowed
from commonhold.social.posts.news import (
    PostBoosted,
    PostFavourited,
    PostUnboosted,
    PostUnfavourited,
    ThanksGiven,
    ThanksWithdrawn,
)


def on_thanks_given(event: ThanksGiven, now: datetime) -> None:
    """Tell the author, and her alone, who thanked her: thanks from nobody would be no thanks."""
    notify(person_id=event.author_id, kind="thanks", actor_id=event.person_id, post_id=event.post_id, now=now)


def on_thanks_withdrawn(event: ThanksWithdrawn, now: datetime) -> None:
    take_back(kind="thanks", actor_id=event.person_id, post_id=event.post_id)


def on_post_unfavourited(event: PostUnfavourited, now: datetime) -> None:
    take_back(kind="favourite", actor_id=event.person_id, post_id=event.post_id)


def on_post_favourited(event: PostFavourited, now: datetime) -> None:
    on_posts_favourited([event], now)


def on_posts_favourited(events: Sequence[PostFavourited], now: datetime) -> None:
    """Tell the authors."""
    notify_authors(
        "favourite", [About(each.author_id, each.person_id, each.post_id) for each in events], now=now
    )


def on_post_boosted(event: PostBoosted, now: datetime) -> None:
    notify(person_id=event.author_id, kind="boost", actor_id=event.person_id, post_id=event.post_id, now=now)


def on_post_unboosted(event: PostUnboosted, now: datetime) -> None:
    take_back(kind="boost", actor_id=event.person_id, post_id=event.post_id)


def on_followed(event: Followed, now: datetime) -> None:
    """Tell who is followed, or asked."""
    kind = "follow" if event.accepted else "follow-request"
    notify(person_id=event.followed_id, kind=kind, actor_id=event.follower_id, now=now)


def on_follow_accepted(event: FollowAccepted, now: datetime) -> None:
    """Tell who asked; the question itself is answered."""
    take_back(kind="follow-request", actor_id=event.follower_id, person_id=event.followed_id)
    notify(person_id=event.follower_id, kind="follow-accepted", actor_id=event.followed_id, now=now)


def on_unfollowed(event: Unfollowed, now: datetime) -> None:
    """She isn't told that it ended; that it began is told no more."""
    for kind in ("follow", "follow-request"):
        take_back(kind=kind, actor_id=event.follower_id, person_id=event.followed_id)


def on_inclusion_asked(event: InclusionAsked, now: datetime) -> None:
    """Ask her who would be shown."""
    notify(
        person_id=event.person_id,
        kind="collection-asked",
        subject=f"collection:{event.collection_id}",
        words=event.title,
        actor_id=event.curator_id,
        now=now,
    )


def on_question_closed(event: QuestionClosed, now: datetime) -> None:
    take_back(
        kind="collection-asked",
        actor_id=event.curator_id,
        subject=f"collection:{event.collection_id}",
        person_id=event.person_id,
    )


def on_inclusion_accepted(event: InclusionAccepted, now: datetime) -> None:
    """Tell the curator."""
    notify(
        person_id=event.curator_id,
        kind="collection-accepted",
        subject=f"collection:{event.collection_id}",
        words=event.title,
        actor_id=event.person_id,
        now=now,
    )
