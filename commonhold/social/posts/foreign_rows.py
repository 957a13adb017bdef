"""Rows of posts of other servers, for the actions that write them."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.ground import ids
from commonhold.social.media.actions import bury
from commonhold.social.media.elsewhere import note_elsewhere, want_media
from commonhold.social.people import queries as people
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.posts.attaching import MOST_MEDIA
from commonhold.social.posts.attachments import medium_ids_of
from commonhold.social.posts.models import Attachment, Post, PostElsewhere
from commonhold.social.posts.refusals import NotOfThatServer

#: What is older was said before anybody here listened: it is there, but it is no news.
FRESH = timedelta(days=1)


def known_as(by: int, uri: str) -> Post | None:
    """What has this address already. Raises NotOfThatServer when somebody else wrote it."""
    row = PostElsewhere.objects.filter(uri=uri).first()
    post = None if row is None else Post.objects.select_for_update().get(id=row.post_id)
    if post is not None and post.author_id != by:
        raise NotOfThatServer
    return post


def carry(row: Post, arrived: ArrivedPost, now: datetime) -> None:
    """Have it carry these media, fetched at once where somebody here will see them soon."""
    wanted = note_elsewhere(row.author_id, arrived=arrived.media[:MOST_MEDIA], now=now)
    wanted = list(dict.fromkeys(wanted))
    held = medium_ids_of(row.id)
    if held == wanted:
        return
    taken = Attachment.objects.filter(medium_id__in=wanted).exclude(post=row)
    wanted = [each for each in wanted if each not in set(taken.values_list("medium_id", flat=True))]
    Attachment.objects.filter(post=row).delete()
    bury(set(held) - set(wanted), now=now)
    Attachment.objects.bulk_create(
        Attachment(id=ids.new_id(now), post=row, medium_id=medium_id, position=position)
        for position, medium_id in enumerate(wanted)
    )
    if now - row.published_at < FRESH and people.is_followed(row.author_id):
        want_media(wanted, now=now)
