"""What waits: replies for approval, quotes for consent, drafts for their author, posts for their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import page
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import control, quoting
from commonhold.social.posts.actions.draft import MOST_DRAFTS
from commonhold.social.posts.models import Draft, Grace, Post, QuoteConsent
from commonhold.social.posts.queries import PostView, posts
from commonhold.social.posts.refusals import NoSuchDraft, NoSuchPost
from commonhold.social.posts.said import Said, from_json
from commonhold.social.posts.visibility import visible_posts

_MOST = 100


@dataclass(frozen=True)
class QuoteOfMine:
    """A post that quotes one's own, and what one said to that."""

    post: PostView
    state: QuoteConsent.State
    since: datetime


@dataclass(frozen=True)
class DraftView:
    """What the viewer is writing. `trouble` says why it could not be published at its time."""

    id: int
    said: Said
    saved_at: datetime
    due: datetime | None
    trouble: str


@dataclass(frozen=True)
class MayDo:
    """What the viewer may do with a post besides reading it; `why_not` says why she may not answer."""

    answer: bool
    quote: bool
    why_not: str = ""


def may_do(viewer: Viewer, post_id: int) -> MayDo:
    """May the viewer answer and quote it? For pages: the actions ask again."""
    row = visible_posts(viewer).filter(id=post_id, removed_at=None).select_related("thread").first()
    if row is None or viewer.person_id is None:
        return MayDo(answer=False, quote=False)
    why_not = control.why_not(viewer.person_id, row)
    return MayDo(answer=not why_not, quote=quoting.may_quote(viewer.person_id, row), why_not=why_not)


def replies_waiting(viewer: Viewer, thread_of: int) -> list[PostView]:
    """Replies in the thread of a post that wait for the viewer, oldest first."""
    if viewer.person_id is None:
        return []
    thread = Post.objects.filter(id=thread_of).values("thread_id")
    rows = Post.objects.filter(thread_id__in=thread, waits_for_id=viewer.person_id, removed_at=None)
    return posts(viewer, list(rows.order_by("id").values_list("id", flat=True)[:_MOST]))


def quotes_of(
    viewer: Viewer, post_id: int, *, before: int | None = None, limit: int = 20
) -> tuple[list[QuoteOfMine], int | None]:
    """Posts that quote one's own, as far as one may see them, newest first, and before which one it goes on.

    Raises NoSuchPost for others'.
    """
    if not Post.objects.filter(id=post_id, author_id=viewer.person_id).exists():
        raise NoSuchPost
    rows = QuoteConsent.objects.filter(post__quoted_id=post_id, post__removed_at=None)
    found, older = page(rows, before=before, limit=limit, by="post_id")
    words = {row.post_id: row for row in found}
    shown = [
        QuoteOfMine(each, QuoteConsent.State(words[each.id].state), words[each.id].since)
        for each in posts(viewer, list(words))
    ]
    return shown, older


def drafts(viewer: Viewer, *, scheduled: bool = False) -> Sequence[DraftView]:
    """The viewer's drafts, the latest first; or what waits for its time, the soonest first."""
    rows = Draft.objects.filter(person_id=viewer.person_id or 0, due__isnull=not scheduled)
    return [_draft(row) for row in rows.order_by("due" if scheduled else "-saved_at", "-id")]


def draft(viewer: Viewer, draft_id: int) -> DraftView:
    """One of the viewer's own. Raises NoSuchDraft."""
    row = Draft.objects.filter(id=draft_id, person_id=viewer.person_id or 0).first()
    if row is None:
        raise NoSuchDraft
    return _draft(row)


def room_for_drafts(viewer: Viewer) -> int:
    """How many more drafts the viewer may keep."""
    return max(0, MOST_DRAFTS - Draft.objects.filter(person_id=viewer.person_id or 0).count())


def last_language(viewer: Viewer) -> str:
    """The language of the viewer's latest post; empty when she said none."""
    rows = _LANGUAGES.rows(author_id=viewer.person_id or 0)
    return str(rows[0][0]) if rows else ""


def restorable_until(viewer: Viewer, post_id: int) -> datetime | None:
    """Until when the viewer may bring a removed post of hers back."""
    rows = Grace.objects.filter(post_id=post_id, post__author_id=viewer.person_id)
    return rows.values_list("until", flat=True).first()


def _draft(row: Draft) -> DraftView:
    return DraftView(row.id, from_json(row.said), row.saved_at, row.due, row.trouble)


_LANGUAGES = Prepared(
    lambda author_id: Post.objects.filter(author_id=author_id).order_by("-id").values_list("language")[:1]
)
