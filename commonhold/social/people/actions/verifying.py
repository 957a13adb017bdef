"""Whether the page that a profile links to links back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.social.people.models import ProfileField

AGAIN = timedelta(days=7)
BELIEVED_FOR = timedelta(days=30)


@transaction.atomic
def note_whether_it_links_back(field_id: int, *, value: str, found: bool | None, now: datetime) -> None:
    """Verify the link of this line, or end that; look again in a week. Nothing when the line has changed.

    `found` is None when the page could not be read: then the last word holds, for thirty days.
    """
    row = ProfileField.objects.select_for_update().filter(id=field_id, value=value).first()
    if row is None:
        return
    is_too_old = row.confirmed_at is not None and row.confirmed_at < now - BELIEVED_FOR
    if found:
        row.verified_at, row.confirmed_at = row.verified_at or now, now
    elif found is False or is_too_old:
        row.verified_at = row.confirmed_at = None
    row.look_at = now + AGAIN
    row.save(update_fields=["verified_at", "confirmed_at", "look_at"])
