"""Which posts quote a post, as their viewers may see them."""

from __future__ import annotations

from commonhold.ground.spans import FIRST, Span, within
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import QuoteConsent
from commonhold.social.posts.queries import PostView, posts
from commonhold.social.posts.visibility import visible_posts


def quotes_of(viewer: Viewer, post_id: int, span: Span = FIRST) -> list[PostView]:
    """Posts that quote it with its author's consent, newest first; whoever asks must be able to see it."""
    rows = visible_posts(viewer).filter(quoted_id=post_id, removed_at=None)
    given = rows.filter(consent__state=QuoteConsent.State.GIVEN)
    return posts(viewer, within(given.values_list("id", flat=True), span))
