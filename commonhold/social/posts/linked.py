"""The preview of the first page that a post links to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commonhold.social.posts.models import Audience, Post
from commonhold.social.previews.actions import ask_preview


def preview_links(post: Post, links: Sequence[str], now: datetime) -> None:
    """Have a post show the first of its links that can be previewed; in the transaction that writes it.

    Nothing is fetched for direct posts: a link between few people may be a key, and using it may spend it.
    """
    wanted = () if post.audience == Audience.DIRECT else links
    found = (ask_preview(each, now=now) for each in wanted)
    post.preview_id = next((each for each in found if each is not None), None)
    post.save(update_fields=["preview"])
