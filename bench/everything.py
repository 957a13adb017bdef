"""Everything that posts may have, on the latest of a large co-op's: for pages that show all of it at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

from django.db.models import Value
from django.db.models.functions import Concat

from bench.crowd import BEGIN, FOLLOWS, PEOPLE, row_id
from commonhold.social.emoji.models import Emoji
from commonhold.social.filters.models import Filter
from commonhold.social.media.models import Medium
from commonhold.social.people.models import Person
from commonhold.social.polls.models import Choice, Option, Poll
from commonhold.social.posts.models import Attachment, Audience, Boost, Post, QuoteConsent, Tagging
from commonhold.social.tags.models import Tag, TagFollow

_LATEST = 1_500


def dress(people: list[int], readers: list[int], rng: random.Random) -> None:
    """Pictures, polls, quotes, boosts and a tag that the readers follow; filters, and emoji in every name."""
    numbers = (row_id(each) for each in count(PEOPLE * FOLLOWS * 3))
    soup = Tag.objects.create(id=next(numbers), name="soup")
    TagFollow.objects.bulk_create(
        [TagFollow(id=next(numbers), person_id=each, tag=soup, since=BEGIN) for each in readers]
    )
    _name_with_emoji(readers[0], numbers)
    for me in readers:
        Filter.objects.create(
            id=next(numbers),
            owner_id=me,
            title="Enough",
            keywords=[{"id": me, "phrase": "advert", "is_whole": True}],
            places=["home"],
            act="warn",
            made_at=BEGIN,
        )
    dresses: list[Callable[[Post], object]] = [
        lambda post: _picture(post, numbers),
        lambda post: _poll(post, numbers, rng.choice(people)),
        lambda post: _quote(post, latest[-1], numbers),
        lambda post: _boost(post, rng.choice(people)),
        lambda post: Tagging.objects.create(id=next(numbers), post=post, tag=soup),
    ]
    latest = list(Post.objects.filter(audience=Audience.PUBLIC, in_reply_to=None).order_by("-id")[:_LATEST])
    for place, post in enumerate(latest):
        dresses[place % len(dresses)](post)


def _name_with_emoji(by: int, numbers: Iterator[int]) -> None:
    medium = _medium(by, next(numbers), purpose="emoji")
    Emoji.objects.create(id=next(numbers), shortcode="bread", medium=medium, added_by_id=by, added_at=BEGIN)
    Person.objects.update(display_name=Concat("handle", Value(" :bread:")))


def _medium(owner: int, number: int, *, purpose: str = "post") -> Medium:
    return Medium.objects.create(
        id=number,
        owner_id=owner,
        purpose=purpose,
        kind="image",
        state="ready",
        secret=f"secret-{number}",
        alt="Bread",
        width=800,
        height=600,
        mime="image/webp",
        received_at=BEGIN,
    )


def _picture(post: Post, numbers: Iterator[int]) -> None:
    medium = _medium(post.author_id, next(numbers))
    Attachment.objects.create(id=next(numbers), post=post, medium=medium, position=0)


def _poll(post: Post, numbers: Iterator[int], voter: int) -> None:
    ends = post.published_at + timedelta(days=400)
    poll = Poll.objects.create(id=next(numbers), opened_at=post.published_at, closes_at=ends)
    for position, text in enumerate(("Soup", "Bread", "Cake")):
        option = Option.objects.create(id=next(numbers), poll=poll, position=position, text=text)
        if position == 1:
            Choice.objects.create(id=next(numbers), option=option, person_id=voter, chosen_at=ends)
    Post.objects.filter(id=post.id).update(poll=poll)


def _quote(post: Post, quoted: Post, numbers: Iterator[int]) -> None:
    Post.objects.filter(id=post.id).update(quoted=quoted)
    QuoteConsent.objects.create(id=next(numbers), post=post, state="given", since=BEGIN)


def _boost(post: Post, by: int) -> None:
    Boost.objects.create(id=post.id + 1, post=post, person_id=by, given_at=post.published_at)
