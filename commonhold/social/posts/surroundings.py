"""What client programs ask of posts besides what pages show: whom they name, their tags, pins and mutes.

A few statements for a whole page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet

from commonhold.ground.prepared import Prepared
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
    rows = _PLACES.rows(ids=ids)
    parents = [parent for _id, _thread, parent, _policy in rows if parent is not None]
    muted = set(_MUTED.ids(me=viewer.person_id or 0, threads=list({row[1] for row in rows})))
    return Surroundings(
        named=_named(ids),
        tags=_tags(ids),
        answered=dict(_AUTHORS.rows(ids=parents)),
        quotes=_quotes(ids),
        pinned=frozenset(_PINNED.ids(ids=ids)),
        muted=frozenset(row[0] for row in rows if row[1] in muted),
        policies={row[0]: row[3] for row in rows},
    )


def said_by(ids: Sequence[int]) -> dict[int, Said]:
    """By person, what everybody may read of what she wrote."""
    return {author: Said(count, latest) for author, count, latest in _SAID.rows(ids=ids)}


def _named(ids: Sequence[int]) -> dict[int, list[PersonLine]]:
    found: dict[int, list[PersonLine]] = defaultdict(list)
    for post_id, *line in _MENTIONED.rows(ids=ids):
        found[post_id].append(line_from(line))
    return found


def _tags(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for post_id, name in _TAGGED.rows(ids=ids):
        found[post_id].append(name)
    return found


def _quotes(ids: Sequence[int]) -> dict[int, int]:
    return dict(_QUOTED.rows(ids=ids))


def _counting_what_was_said(*, ids: Sequence[int]) -> QuerySet[Post, Any]:
    open_to_all = [Audience.PUBLIC, Audience.UNLISTED]
    rows = Post.objects.filter(author_id__in=ids, audience__in=open_to_all, removed_at=None, waits_for=None)
    counted = rows.order_by().values("author_id").annotate(n=Count("id"), latest=Max("id"))
    return counted.values_list("author_id", "n", "latest")


def _counting_quotes(*, ids: Sequence[int]) -> QuerySet[QuoteConsent, Any]:
    given = QuoteConsent.objects.filter(
        post__quoted_id__in=ids, post__removed_at=None, state=QuoteConsent.State.GIVEN
    )
    counted = given.order_by().values("post__quoted_id").annotate(n=Count("id"))
    return counted.values_list("post__quoted_id", "n")


def _mentioned(*, ids: Sequence[int]) -> QuerySet[Mention, Any]:
    rows = Mention.objects.filter(post_id__in=ids, person__removed_at=None).order_by("id")
    return rows.values_list("post_id", *(f"person__{each}" for each in LINE))


# Every page of an app's, and every post that one is told of, asks all of these.
_SAID, _QUOTED = Prepared(_counting_what_was_said), Prepared(_counting_quotes)
_MENTIONED = Prepared(_mentioned)
_PLACES = Prepared(
    lambda *, ids: Post.objects.filter(id__in=ids).values_list(
        "id", "thread_id", "in_reply_to_id", "quote_policy"
    )
)
_AUTHORS = Prepared(lambda *, ids: Post.objects.filter(id__in=ids).values_list("id", "author_id"))
_PINNED = Prepared(
    lambda *, ids: ProfilePin.objects.filter(post_id__in=ids).values_list("post_id", flat=True)
)
_MUTED = Prepared(
    lambda *, me, threads: ThreadMute.objects.filter(person_id=me, thread__in=threads).values_list(
        "thread_id", flat=True
    )
)
_TAGGED = Prepared(
    lambda *, ids: Tagging.objects.filter(post_id__in=ids).order_by("id").values_list("post_id", "tag__name")
)
