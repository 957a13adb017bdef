"""Putting media into a post and taking them out again. The actions of this room call these, inside their own
transactions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.social.media.actions import release_media, take_media
from commonhold.social.posts.models import Attachment, Post
from commonhold.social.posts.refusals import MediumInAnotherPost, TooManyMedia

MOST_MEDIA = 8


def attach(post: Post, medium_ids: Sequence[int], now: datetime) -> None:
    """Have a post carry these media of its author's, in this order, and no others.

    What it carried before and carries no more is released. Raises TooManyMedia, MediumInAnotherPost, and what
    `take_media` raises.
    """
    wanted = list(dict.fromkeys(medium_ids))
    if len(wanted) > MOST_MEDIA:
        raise TooManyMedia(MOST_MEDIA)
    held = _HELD.ids(post_id=post.id)
    if held == wanted:
        return
    if Attachment.objects.filter(medium_id__in=wanted).exclude(post=post).exists():
        raise MediumInAnotherPost
    Attachment.objects.filter(post=post).delete()
    release_media(post.author_id, medium_ids=set(held) - set(wanted), now=now)
    take_media(post.author_id, medium_ids=wanted, now=now)
    Attachment.objects.bulk_create(
        [
            Attachment(id=ids.new_id(now), post=post, medium_id=medium_id, position=position)
            for position, medium_id in enumerate(wanted)
        ]
    )


def let_go(by: int, medium_ids: Iterable[int], now: datetime) -> None:
    """Release what a draft of `by`'s held, unless a post carries it."""
    held = set(medium_ids)
    carried = Attachment.objects.filter(medium_id__in=held).values_list("medium_id", flat=True)
    release_media(by, medium_ids=held - set(carried), now=now)


_HELD = Prepared(
    lambda *, post_id: (
        Attachment.objects.filter(post_id=post_id).order_by("position").values_list("medium_id")
    )
)
