"""Taking one's words back, with ten minutes to think again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.dateparse import parse_datetime

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.posts import text
from commonhold.social.posts.actions.draft import save_draft
from commonhold.social.posts.attaching import attach
from commonhold.social.posts.index.keeping import keep
from commonhold.social.posts.linked import preview_links
from commonhold.social.posts.models import Afterwards, Draft, Edition, Grace, Post, ProfilePin
from commonhold.social.posts.news import PostRemoved, PostRestored
from commonhold.social.posts.pinning import put_on_top
from commonhold.social.posts.refusals import TooLateToUndo
from commonhold.social.posts.rows import own_or_removed, own_post
from commonhold.social.posts.tagged import retag
from commonhold.social.posts.taking_back import said_again, take_away


@transaction.atomic
def remove_post(by: int, *, post_id: int, now: datetime) -> None:
    """Take one's own words back, earlier editions too; a tombstone keeps the thread's shape.

    Nobody reads them from now on. For ten minutes `restore_post` brings them back; then they are erased.
    Raises NoSuchPost or NotYourPost. Removing it again changes nothing.
    """
    post = own_or_removed(by, post_id)
    if post.removed_at is None:
        take_away(post, now)
        news.publish(PostRemoved(post_id=post.id, author_id=by), now=now)


@transaction.atomic
def restore_post(by: int, *, post_id: int, now: datetime) -> None:
    """Bring one's own post back as it was, on top of one's page too if it stood there.

    Raises NoSuchPost, NotYourPost or TooLateToUndo.
    """
    post = own_or_removed(by, post_id)
    if post.removed_at is None:
        return
    grace = Grace.objects.filter(post=post, until__gt=now).first()
    if grace is None:
        raise TooLateToUndo
    said = grace.said
    post.text, post.html, post.warning, post.removed_at = said["text"], said["html"], said["warning"], None
    post.save(update_fields=["text", "html", "warning", "removed_at"])
    Edition.objects.bulk_create(
        [
            Edition(post=post, **{**each, "replaced_at": parse_datetime(each["replaced_at"])})
            for each in said["editions"]
        ]
    )
    attach(post, said["media"], now)
    retag(post, said["tags"], now)
    preview_links(post, text.read(post.text, is_plain=post.format == Post.Format.PLAIN).links, now)
    keep(post)
    if said.get("pin"):
        pin_id, since = said["pin"]
        put_on_top(post, pin_id, datetime.fromisoformat(since))
    grace.delete()
    Afterwards.objects.create(id=ids.new_id(now), what=Afterwards.What.SEEN_AGAIN, post=post)
    news.publish(PostRestored(post_id=post.id, author_id=by), now=now)


@transaction.atomic
def redraft_post(by: int, *, post_id: int, now: datetime) -> int:
    """Remove one's own post and put what it said into a new draft; return the draft's id.

    If it stood on top of her page, what becomes of the draft stands there in its place.
    Raises NoSuchPost, NotYourPost, PostWasRemoved, or TooManyDrafts.
    """
    post = own_post(by, post_id)
    said, pin = said_again(post), ProfilePin.objects.filter(post=post).first()
    remove_post(by, post_id=post_id, now=now)
    draft_id = save_draft(by, said=said, now=now)
    if pin is not None:
        Draft.objects.filter(id=draft_id).update(pin=pin.id)
    return draft_id
