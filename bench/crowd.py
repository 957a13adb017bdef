"""A large co-op's people and posts, laid down row by row: two thousand people, each following a hundred."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from commonhold.ground import ids
from commonhold.social.filters.models import Filter
from commonhold.social.notifications.models import Notification
from commonhold.social.people.models import Block, Follow, Login, Mute, Person, Standing
from commonhold.social.posts.models import Audience, Boost, Favourite, Post, Tagging
from commonhold.social.tags.models import Tag

PEOPLE, FOLLOWS, LOUD_FOLLOWERS = 2_000, 100, 1_000
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_WORDS = [
    "bread",
    "bus",
    "hall",
    "vote",
    "tree",
    "bike",
    "school",
    "river",
    "lamp",
    "ladder",
    "market",
    "choir",
    "garden",
    "roof",
    "winter",
    "letter",
]
_BATCH = 5_000
_WHO_HEAR, _TOLD = 300, 60
_NOBODYS = "!"  # a password that no hash gives


def settle(
    rng: random.Random, *, loud_followers: int = LOUD_FOLLOWERS, people_in_all: int = PEOPLE
) -> list[int]:
    """People who sign in, are members and follow each other; gives their ids.

    The first is followed by `loud_followers`.
    """
    numbers = range(people_in_all)
    logins = [
        Login(id=number + 1, email=f"p{number}@example.org", created_at=BEGIN, password=_NOBODYS)
        for number in numbers
    ]
    Login.objects.bulk_create(logins, batch_size=_BATCH)
    people = [
        Person(
            id=row_id(number),
            handle=f"p{number}",
            display_name=f"Person {number}",
            login=logins[number],
            created_at=BEGIN,
        )
        for number in numbers
    ]
    Person.objects.bulk_create(people, batch_size=_BATCH)
    Standing.objects.bulk_create(
        [
            Standing(id=row_id(PEOPLE + n), person=each, kind="member", since=BEGIN)
            for n, each in enumerate(people)
        ]
    )
    everybody = [each.id for each in people]
    follows = list(_follows(everybody, rng, loud_followers))
    Follow.objects.bulk_create(follows, batch_size=_BATCH)
    return everybody


def write(people: list[int], rng: random.Random, *, first: int, count: int) -> None:
    """`count` more posts, after the `first` that are there: one in five an answer, most of them public."""
    made: list[Post] = []
    favourites: list[Favourite] = []
    for number in range(first, first + count):
        made.append(_post(number, people, rng, made))
        if number % 4 == 0:
            favourites.append(
                Favourite(id=row_id(number), post=made[-1], person_id=rng.choice(people), given_at=BEGIN)
            )
    Post.objects.bulk_create(made, batch_size=_BATCH)
    Favourite.objects.bulk_create(favourites, batch_size=_BATCH)


def mix(people: list[int], rng: random.Random) -> None:
    """Each blocks one and mutes two, one in four filters a word; some pass posts on."""
    number = count(PEOPLE * FOLLOWS * 2)
    blocks, mutes, filters = [], [], []
    for place, me in enumerate(people):
        one, two, three = rng.sample([each for each in people if each != me], 3)
        blocks.append(Block(id=row_id(next(number)), person_id=me, blocked_id=one, since=BEGIN))
        mutes += [
            Mute(id=row_id(next(number)), person_id=me, muted_id=each, since=BEGIN) for each in (two, three)
        ]
        if place % 4 == 0:
            filters.append(_filter(next(number), me, rng))
    Block.objects.bulk_create(blocks, batch_size=_BATCH)
    Mute.objects.bulk_create(mutes, batch_size=_BATCH)
    Filter.objects.bulk_create(filters, batch_size=_BATCH)
    latest = list(Post.objects.filter(audience=Audience.PUBLIC).order_by("-id")[:20_000])
    Boost.objects.bulk_create(
        [
            Boost(id=each.id + 1, post_id=each.id, person_id=rng.choice(people), given_at=each.published_at)
            for each in latest[::20]
        ],
        batch_size=_BATCH,
    )
    _tell(people, latest, number, rng)
    bread = Tag.objects.create(id=row_id(next(number)), name="bread")
    Tagging.objects.bulk_create(
        [Tagging(id=row_id(next(number)), post_id=each.id, tag=bread) for each in latest[::3]],
        batch_size=_BATCH,
    )


def _tell(people: list[int], posts: Sequence[Post], number: Iterator[int], rng: random.Random) -> None:
    """Some were told sixty things each: that their latest posts are liked, and who follows them."""
    own: dict[int, list[int]] = defaultdict(list)
    for each in posts:
        own[each.author_id].append(each.id)
    told = [
        Notification(
            id=posts[0].id + next(number),
            person_id=me,
            kind="favourite" if post else "follow",
            actor_id=rng.choice(people),
            post_id=post,
            subject=f"post:{post}:{turn}",
            told_at=posts[0].published_at,
        )
        for me in people[:_WHO_HEAR]
        for turn in range(_TOLD)
        for post in [rng.choice([*own[me][:8], None])]
    ]
    Notification.objects.bulk_create(told, batch_size=_BATCH)


def talk(people: list[int], rng: random.Random, *, answers: int) -> int:
    """A thread with so many answers, within the last thousand posts; gives its first post's id."""
    first = Post.objects.filter(audience=Audience.PUBLIC, in_reply_to=None).order_by("-id")[1_000]
    known = [first]
    for number in range(answers):
        at = first.published_at + timedelta(seconds=number + 1)
        above = rng.choice(known[-10:])
        known.append(
            Post(
                id=ids.new_id(at),
                author_id=rng.choice(people),
                audience=Audience.PUBLIC,
                circle_of_id=first.author_id,
                text="Yes, bread.",
                html="<p>Yes, bread.</p>",
                language="en",
                published_at=at,
                in_reply_to=above,
                thread_id=first.id,
            )
        )
    Post.objects.bulk_create(known[1:])
    return first.id


def _filter(number: int, me: int, rng: random.Random) -> Filter:
    word = {"id": number, "phrase": rng.choice(_WORDS), "is_whole": True}
    return Filter(
        id=row_id(number),
        owner_id=me,
        title="Enough",
        keywords=[word],
        places=["home"],
        act="warn",
        made_at=BEGIN,
    )


def _post(number: int, people: list[int], rng: random.Random, earlier: list[Post]) -> Post:
    at = BEGIN + timedelta(minutes=number)
    words = " ".join(rng.choices(_WORDS, k=rng.randint(8, 60)))
    answered = rng.choice(earlier[-200:]) if earlier and number % 5 == 0 else None
    post = Post(
        id=ids.new_id(at),
        author_id=rng.choice(people),
        audience=rng.choices([Audience.PUBLIC, Audience.FOLLOWERS, Audience.MEMBERS], [8, 1, 1])[0],
        text=words,
        html=f"<p>{words}</p>",
        language="en",
        published_at=at,
        in_reply_to=answered,
    )
    post.circle_of_id = post.author_id
    post.thread_id = post.id if answered is None else answered.thread_id
    if answered is not None:
        post.audience, post.circle_of_id = answered.audience, answered.circle_of_id
    return post


def _follows(people: list[int], rng: random.Random, loud_followers: int) -> Iterator[Follow]:
    number = 3 * PEOPLE
    for place, me in enumerate(people):
        chosen = set(rng.sample(people, FOLLOWS)) - {me}
        if 0 < place <= loud_followers:
            chosen.add(people[0])
        for other in chosen:
            number += 1
            yield Follow(
                id=row_id(number), follower_id=me, followed_id=other, asked_at=BEGIN, accepted_at=BEGIN
            )


def row_id(number: int) -> int:
    return ids.new_id(BEGIN + timedelta(milliseconds=number))
