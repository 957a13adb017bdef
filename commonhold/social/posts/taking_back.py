"""Taking a post's words away for now, and saying them once more."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.social.polls import queries as polls
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts.attaching import attach
from commonhold.social.posts.attachments import medium_ids_of
from commonhold.social.posts.index.keeping import keep
from commonhold.social.posts.linked import preview_links
from commonhold.social.posts.models import Edition, Grace, Post, ProfilePin, Tagging
from commonhold.social.posts.said import Said
from commonhold.social.posts.tagged import retag

GRACE = timedelta(minutes=10)


def take_away(post: Post, now: datetime) -> None:
    """Make a tombstone of a post and keep what it said for as long as its author may think again."""
    editions = Edition.objects.filter(post=post).order_by("id")
    kept = ("id", "text", "html", "warning", "format", "replaced_at")
    until = now + GRACE
    pin = ProfilePin.objects.filter(post=post).first()
    said = {
        "text": post.text,
        "html": post.html,
        "warning": post.warning,
        "media": medium_ids_of(post.id),
        "tags": list(Tagging.objects.filter(post=post).values_list("tag__name", flat=True)),
        "editions": [
            {**each, "replaced_at": each["replaced_at"].isoformat()} for each in editions.values(*kept)
        ],
        "pin": None if pin is None else [pin.id, pin.since.isoformat()],
    }
    Grace.objects.update_or_create(post=post, defaults={"said": said, "until": until})
    editions.delete()
    ProfilePin.objects.filter(post=post).delete()
    attach(post, (), now)
    retag(post, (), now)
    preview_links(post, (), now)
    post.text = post.html = post.warning = ""
    post.removed_at = now
    post.save(update_fields=["text", "html", "warning", "removed_at"])
    keep(post)
    key = f"{post.id}:{ids.milliseconds(now)}"
    jobs.schedule("posts.erase-removed", key=key, due=until, payload={"post_id": post.id})


def said_again(post: Post) -> Said:
    """What a post said, to say it once more."""
    poll = None
    if post.poll_id is not None:
        options, minutes, is_multiple, hides_counts = polls.asked_again(post.poll_id)
        poll = NewPoll(options, minutes, is_multiple=is_multiple, hides_counts=hides_counts)
    return Said(
        text=post.text,
        audience=post.audience,
        list_id=post.list_id,
        group_id=post.group_id,
        in_reply_to=post.in_reply_to_id,
        quoted=post.quoted_id,
        media=tuple(medium_ids_of(post.id)),
        poll=poll,
        warning=post.warning,
        is_sensitive=post.is_sensitive,
        language=post.language,
        format=post.format,
        reply_control=post.reply_control,
        approves_replies=post.approves_replies,
        quote_policy=post.quote_policy,
    )
