"""Hearing no more of a thread."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import ThreadMute
from commonhold.social.posts.refusals import NoSuchPost
from commonhold.social.posts.visibility import visible_posts


@transaction.atomic
def mute_thread(by: int, *, post_id: int, now: datetime) -> None:
    """Be told no more of the thread in which this post stands; nobody learns of it. Raises NoSuchPost."""
    row = ThreadMute(id=ids.new_id(now), thread_id=_thread_of(by, post_id), person_id=by, since=now)
    ThreadMute.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def unmute_thread(by: int, *, post_id: int) -> None:
    """Be told of it again; harmless when it was not muted. Raises NoSuchPost."""
    ThreadMute.objects.filter(person_id=by, thread_id=_thread_of(by, post_id)).delete()


def _thread_of(by: int, post_id: int) -> int:
    people.must_be_here(by)
    found = visible_posts(Viewer(by)).filter(id=post_id).values_list("thread_id", flat=True).first()
    if found is None:
        raise NoSuchPost
    return found
