"""What stands inside posts: media, polls and quoted posts, for many posts at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared, Row, together
from commonhold.social.groups import queries as groups
from commonhold.social.media.queries import MediumView
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.polls import queries as polls
from commonhold.social.polls.queries import PollView
from commonhold.social.posts.attachments import asking_carried
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
    """Media by the id of the post that carries them, polls by their own, quotes by that of who quotes.

    `moderated` are the groups in which the viewer keeps order.
    """

    media: Mapping[int, tuple[MediumView, ...]]
    polls: Mapping[int, PollView]
    quotes: Mapping[int, Quote]
    moderated: Collection[int]


NOTHING = Details({}, {}, {}, ())


def details_of(viewer: Viewer, rows: Collection[Look]) -> Details:
    """What stands inside these rows: one statement, and none where nothing does.

    Each part is asked of all posts, so that few statements serve all pages.
    """
    there = [row for row in rows if row.removed_at is None]
    if not any(map(_holds_something, there)) and all(row.group_id is None for row in rows):
        return NOTHING
    ids = [row.id for row in there]
    quoting = {row.id: row.quoted_id for row in there if row.quoted_id is not None}
    media, *asked_polls, states, quoted, moderated = together(
        asking_carried(viewer, ids),
        *polls.asking_polls(viewer, [row.poll_id or 0 for row in there]),
        _CONSENTS.asking(ids=ids),
        _QUOTED.asking(ids=[row.quoted_id or 0 for row in there], **viewer.me),
        groups.asking_moderated(viewer),
    )
    return Details(media, polls.polls_from(*asked_polls), _quotes(quoting, states, quoted), moderated)


def _holds_something(row: Look) -> bool:
    return row.has_media or row.poll_id is not None or row.quoted_id is not None


def _quotes(quoting: Mapping[int, int], states: Sequence[Row], quoted: Sequence[Row]) -> dict[int, Quote]:
    """A quoted post is passed on only while its author lets it."""
    seen = {row[0]: _quoted(row) for row in quoted}
    found: dict[int, Quote] = {}
    for post_id, said in states:
        state = QuoteConsent.State(said)
        is_let = state == QuoteConsent.State.GIVEN and post_id in quoting
        found[post_id] = Quote(state, seen.get(quoting[post_id]) if is_let else None)
    return found


def _quoted(row: Row) -> QuotedPost:
    id_, audience, html, warning, is_sensitive, at, poll_id, *author = row
    return QuotedPost(
        id=id_,
        author=people.line_from(author),
        audience=Audience(audience),
        html=html,
        warning=warning,
        is_sensitive=is_sensitive,
        at=at,
        has_poll=poll_id is not None,
    )


def _seen(*, ids: Sequence[int], me: int | None = None) -> QuerySet[Post, Any]:
    rows = visible_posts(Viewer(me)).filter(id__in=ids, removed_at=None)
    own = ("id", "audience", "html", "warning", "is_sensitive", "published_at", "poll_id")
    return rows.values_list(*own, *(f"author__{each}" for each in people.LINE))


_QUOTED = Prepared(_seen)
_CONSENTS = Prepared(
    lambda *, ids: QuoteConsent.objects.filter(post_id__in=ids).values_list("post_id", "state")
)
