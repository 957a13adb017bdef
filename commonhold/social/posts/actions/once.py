"""Publishing for programs that don't know whether they did, and try again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people import queries as people
from commonhold.social.posts.actions.publish import publish_post
from commonhold.social.posts.models import PublishedOnce
from commonhold.social.posts.said import Said

#: How long a key stands for the post that was published with it.
ONCE = timedelta(hours=1)
_LONGEST_KEY = 200


@transaction.atomic
def publish_once(by: int, *, said: Said, key: str, now: datetime) -> int:
    """Publish it, unless `by` did so with this key within the hour: then that post's id is returned.

    Of two that come together the second waits until the first has published. Raises as `publish_post`.
    """
    people.must_be_active(by)
    given = {"id": ids.new_id(now), "at": now}
    row, _is_new = PublishedOnce.objects.get_or_create(author_id=by, key=key[:_LONGEST_KEY], defaults=given)
    if row.post_id is not None and row.at > now - ONCE:
        return row.post_id
    made = publish_post(by, **said.arguments(), now=now)
    row.post_id, row.at = made, now
    row.save(update_fields=["post", "at"])
    return made
