"""Posts that may be rated by people who take part in bridging, and what they already said by liking."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery

from commonhold.ground import ids
from commonhold.social.posts.models import Audience, Favourite, Post, Tagging, Thanks


@dataclass(frozen=True)
class Ratable:
    """`topic` is the first tag, 0 where there is none; `appreciated` counts favourites."""

    id: int
    author: int
    topic: int
    at: datetime
    appreciated: int


def ratable(*, since: datetime) -> list[Ratable]:
    """What people of this server wrote for everybody since then, answers left out; the oldest first."""
    tags = Tagging.objects.filter(post=OuterRef("pk")).order_by("id").values("tag_id")[:1]
    rows = Post.objects.filter(
        id__gte=ids.first_id_after(since),
        audience=Audience.PUBLIC,
        in_reply_to=None,
        removed_at=None,
        waits_for=None,
        author__domain="",
        imported_as="",
    )
    liked = Count("favourites", filter=~Q(favourites__person_id=None))
    rows = rows.annotate(topic=Subquery(tags), liked=liked).order_by("id")
    found = rows.values_list("id", "author_id", "topic", "published_at", "liked")
    return [Ratable(post, author, topic or 0, at, liked) for post, author, topic, at, liked in found]


def appreciations(
    people: Collection[int], *, among: tuple[int, int] | None = None
) -> Iterator[tuple[int, int]]:
    """(person, post) for each favourite and thanks that one of these people gave for a public post.

    `among`: only of posts from the first of these ids to the last.
    """
    written = {} if among is None else {"post_id__gte": among[0], "post_id__lte": among[1]}
    is_public = {"post__audience": Audience.PUBLIC, "post__removed_at": None}
    for given in (Favourite, Thanks):
        rows = given.objects.filter(**written, **is_public).order_by("id").values_list("person_id", "post_id")
        for person, post in rows.iterator(chunk_size=10_000):
            if person in people:
                yield person, post
