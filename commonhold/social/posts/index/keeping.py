"""Keep the index in step. Whoever writes a post calls this in that transaction, when all of it is there."""

from __future__ import annotations

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.posts.index import table
from commonhold.social.posts.index.marks import marks_of
from commonhold.social.posts.index.words import words_of
from commonhold.social.posts.models import Attachment, Post


def keep(post: Post) -> None:
    """Have a post found by what it says now; a removed one by nothing."""
    if post.removed_at is None:
        alts = [alt for (alt,) in _ALTS.rows(post_id=post.id)]
        words = words_of("\n".join([post.warning, post.text, *alts]))
        table.write(post.id, words, marks_of(post, has_media=bool(alts)))
    else:
        table.erase([post.id])


def forget(posts: QuerySet[Post]) -> None:
    """Have these found by nothing any more."""
    table.erase(list(posts.values_list("id", flat=True)))


_ALTS = Prepared(lambda *, post_id: Attachment.objects.filter(post_id=post_id).values_list("medium__alt"))
