"""A link's page is asked for once, and what it said is kept for everybody who links to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.fetching.safely import is_fetchable
from commonhold.social.previews.models import Preview
from commonhold.social.previews.queries import digest_of
from commonhold.social.previews.reading import Said

LONGEST_URL = 2000
_FRESH_FOR = timedelta(days=7)


@transaction.atomic
def ask_preview(url: str, *, now: datetime) -> int | None:
    """Have a page fetched soon, unless it was within a week; the preview's id, or None if it can't be."""
    url = url.partition("#")[0]
    if len(url) > LONGEST_URL or not is_fetchable(url):
        return None
    given = {"id": ids.new_id(now), "url": url, "state": Preview.State.ASKED, "asked_at": now}
    row, is_new = Preview.objects.get_or_create(digest=digest_of(url), defaults=given)
    if not is_new and row.state != Preview.State.ASKED and row.asked_at < now - _FRESH_FOR:
        # What it said last time stays until it has answered.
        row.state, row.asked_at = Preview.State.ASKED, now
        row.save(update_fields=["state", "asked_at"])
    return row.id


@transaction.atomic
def keep_preview(preview_id: int, *, said: Said | None, now: datetime) -> None:
    """Note what a page said of itself; None when it could not be read or says nothing."""
    row = Preview.objects.select_for_update().get(id=preview_id)
    kept = said or Said("", "", "")
    row.state = Preview.State.EMPTY if said is None else Preview.State.READY
    row.title, row.description, row.site = kept.title, kept.description, kept.site
    row.fetched_at = now
    row.save(update_fields=["state", "title", "description", "site", "fetched_at"])
