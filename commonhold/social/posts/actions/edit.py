from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.posts.addressing import address, addressees
from commonhold.social.posts.attaching import attach
from commonhold.social.posts.attachments import medium_ids_of
from commonhold.social.posts.index.keeping import keep
from commonhold.social.posts.linked import preview_links
from commonhold.social.posts.models import Audience, Edition
from commonhold.social.posts.news import PostEdited
from commonhold.social.posts.restrictions import is_covered
from commonhold.social.posts.rows import own_post
from commonhold.social.posts.tagged import retag
from commonhold.social.posts.wording import worded


@transaction.atomic
def edit_post(
    by: int,
    *,
    post_id: int,
    text: str,
    warning: str = "",
    language: str = "",
    format: str | None = None,
    is_sensitive: bool | None = None,
    media: Sequence[int] | None = None,
    now: datetime,
) -> None:
    """Say it differently; what it said before is kept as an `Edition`. The audience stays.

    Its format, its media and whether it is sensitive stay unless they are given. Raises NoSuchPost,
    NotYourPost, PostWasRemoved, and what `worded` and `attach` raise.
    """
    post = own_post(by, post_id)
    carried = medium_ids_of(post_id)
    wanted = carried if media is None else list(media)
    wording = worded(
        text,
        warning=warning,
        language=language,
        format=post.format if format is None else format,
        may_be_empty=bool(wanted) or post.poll_id is not None,
    )
    sensitive = post.is_sensitive if is_sensitive is None else is_sensitive or is_covered(post_id)
    before = (post.text, post.warning, post.format, carried)
    is_new = before != (wording.text, wording.warning, wording.format, wanted)
    if not is_new and (post.language, post.is_sensitive) == (wording.language, sensitive):
        return
    if is_new:
        attach(post, wanted, now)
        Edition.objects.create(
            id=ids.new_id(now),
            post=post,
            text=post.text,
            html=post.html,
            warning=post.warning,
            format=post.format,
            replaced_at=now,
        )
        post.edited_at = now
    post.text, post.html, post.warning = wording.text, wording.html, wording.warning
    post.language, post.format, post.is_sensitive = wording.language, wording.format, sensitive
    post.save(update_fields=["text", "html", "warning", "language", "format", "is_sensitive", "edited_at"])
    # Whom it named before has read it already: nobody is taken off. A conversation's people are fixed.
    if post.audience != Audience.DIRECT:
        address(post, addressees(by, post.in_reply_to, wording.named), now)
    retag(post, wording.tags, now)
    preview_links(post, wording.links, now)
    keep(post)
    if post.waits_for_id is None:
        news.publish(PostEdited(post_id=post.id, author_id=by), now=now)
