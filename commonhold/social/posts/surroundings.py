"""What client programs ask of posts besides what pages show: whom they name, their tags, pins and mutes.

A few statements for a whole page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from commonhold.social.people.queries import LINE, PersonLine, Viewer, line_from
from commonhold.social.posts.models import (
    Audience,
    Mention,
    Post,
    ProfilePin,
    QuoteConsent,
    Tagging,
    ThreadMute,
)


@dataclass(frozen=True)
class Surroundings:
    """By the posts' ids. `answered` is by the ids of the posts that are answered: who wrote them."""

    named: Mapping[int, Sequence[PersonLine]]
    tags: Mapping[int, Sequence[str]]
    answered: Mapping[int, int]
    quotes: Mapping[int, int]
    pinned: frozenset[int]
    muted: frozenset[int]
    policies: Mapping[int, str]


@dataclass(frozen=True)
class Said:
    """How much somebody said in public, and the id of the latest of it."""

    count: int
    latest: int


def surroundings(viewer: Viewer, ids: Sequence[int]) -> Surroundings:
    """For posts that the viewer may see."""
    rows = list(
        Post.objects.filter(id__in=ids).values_list("id", "thread_id", "in_reply_to_id", "quote_policy")
    )
    parents = [parent for _id, _thread, parent, _policy in rows if parent is not None]
    mutes = ThreadMute.objects.filter(person_id=viewer.person_id or 0, thread__in={row[1] for row in rows})
    muted = set(mutes.values_list("thread_id", flat=True))
    return Surroundings(
        named=_named(ids),
        tags=_tags(ids),
        answered=dict(Post.objects.filter(id__in=parents).values_list("id", "author_id")),
        quotes=_quotes(ids),
        pinned=frozenset(ProfilePin.objects.filter(post_id__in=ids).values_list("post_id", flat=True)),
        muted=frozenset(row[0] for row in rows if row[1] in muted),
        policies={row[0]: row[3] for row in rows},
    )


def said_by(ids: Sequence[int]) -> dict[int, Said]:
    """By person, what everybody may read of what she wrote."""
    open_to_all = [Audience.PUBLIC, Audience.UNLISTED]
    rows = Post.objects.filter(author_id__in=ids, audience__in=open_to_all, removed_at=None, waits_for=None)
    counted = rows.order_by().values("author_id").annotate(n=Count("id"), latest=Max("id"))
    return {each["author_id"]: Said(each["n"], each["latest"]) for each in counted}


def _named(ids: Sequence[int]) -> dict[int, list[PersonLine]]:
    found: dict[int, list[PersonLine]] = defaultdict(list)
    columns = [f"person__{each}" for each in LINE]
    rows = Mention.objects.filter(post_id__in=ids, person__removed_at=None).order_by("id")
    for post_id, *line in rows.values_list("post_id", *columns):
        found[post_id].append(line_from(line))
    return found


def _tags(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for post_id, name in (
        Tagging.objects.filter(post_id__in=ids).order_by("id").values_list("post_id", "tag__name")
    ):
        found[post_id].append(name)
    return found


def _quotes(ids: Sequence[int]) -> dict[int, int]:
    given = QuoteConsent.objects.filter(
        post__quoted_id__in=ids, post__removed_at=None, state=QuoteConsent.State.GIVEN
    )
    rows = given.order_by().values("post__quoted_id").annotate(n=Count("id"))
    return {each["post__quoted_id"] or 0: each["n"] for each in rows}
