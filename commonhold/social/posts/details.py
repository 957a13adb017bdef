"""What stands inside posts: media, polls and quoted posts, for many posts at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from commonhold.social.media.queries import MediumView
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.polls import queries as polls
from commonhold.social.polls.queries import PollView
from commonhold.social.posts.attachments import carried_by
from commonhold.social.posts.looks import Look
from commonhold.social.posts.models import Audience, Post, QuoteConsent
from commonhold.social.posts.visibility import visible_posts


@dataclass(frozen=True)
class QuotedPost:
    """A post inside another. What it quotes itself, its poll and its media are a click away."""

    id: int
    author: PersonLine
    audience: Audience
    html: str
    warning: str
    is_sensitive: bool
    at: datetime
    has_poll: bool


@dataclass(frozen=True)
class Quote:
    """That a post quotes another. `post` is there only while its author lets it and the viewer may see it."""

    state: QuoteConsent.State
    post: QuotedPost | None


@dataclass(frozen=True)
class Details:
    """Media by the id of the post that carries them, polls by their own, quotes by that of who quotes."""

    media: Mapping[int, tuple[MediumView, ...]]
    polls: Mapping[int, PollView]
    quotes: Mapping[int, Quote]


def details_of(viewer: Viewer, rows: Iterable[Look]) -> Details:
    """What stands inside these rows; nothing is asked where nothing does."""
    there = [row for row in rows if row.removed_at is None]
    bearing = [row.id for row in there if row.has_media]
    poll_ids = [row.poll_id for row in there if row.poll_id is not None]
    quoting = {row.id: row.quoted_id for row in there if row.quoted_id is not None}
    return Details(
        media=carried_by(viewer, bearing) if bearing else {},
        polls=polls.polls(viewer, poll_ids) if poll_ids else {},
        quotes=_quotes(viewer, quoting) if quoting else {},
    )


def _quotes(viewer: Viewer, quoting: Mapping[int, int]) -> dict[int, Quote]:
    words = QuoteConsent.objects.filter(post_id__in=quoting).values_list("post_id", "state")
    states = {post_id: QuoteConsent.State(state) for post_id, state in words}
    given = [quoting[each] for each, state in states.items() if state == QuoteConsent.State.GIVEN]
    rows = visible_posts(viewer).filter(id__in=given, removed_at=None).select_related("author")
    seen = {row.id: _quoted(row) for row in rows}
    return {
        post_id: Quote(state, seen.get(quoting[post_id]) if state == QuoteConsent.State.GIVEN else None)
        for post_id, state in states.items()
    }


def _quoted(row: Post) -> QuotedPost:
    return QuotedPost(
        id=row.id,
        author=people.line_of(row.author),
        audience=Audience(row.audience),
        html=row.html,
        warning=row.warning,
        is_sensitive=row.is_sensitive,
        at=row.published_at,
        has_poll=row.poll_id is not None,
    )
