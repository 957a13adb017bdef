"""Pictures of people of other servers: where they lie there, until somebody here looks at them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.media.actions import bury
from commonhold.social.media.elsewhere import ArrivedMedium, note_elsewhere, small_address
from commonhold.social.people import actions as people
from commonhold.social.portraits.models import Portrait


@transaction.atomic
def show_elsewhere(person_id: int, *, kind: str, source: str, alt: str, now: datetime) -> None:
    """Have somebody elsewhere shown by this picture, `kind` avatar or header; by none without a source."""
    held = Portrait.objects.filter(person_id=person_id, kind=kind, shown_at__isnull=False).first()
    wanted = None
    if source:
        arrived = ArrivedMedium(source, "image", alt=alt)
        (wanted,) = note_elsewhere(person_id, arrived=[arrived], purpose=kind, now=now)
    if held is not None and held.medium_id == wanted:
        return
    if held is not None:
        medium_id = held.medium_id
        held.delete()
        bury([medium_id], now=now)
    address = ""
    if wanted is not None:
        Portrait.objects.create(
            id=ids.new_id(now),
            person_id=person_id,
            kind=Portrait.Kind(kind),
            medium_id=wanted,
            chosen_at=now,
            shown_at=now,
        )
        address = small_address(wanted)
    if kind == Portrait.Kind.AVATAR:
        people.show_picture(person_id, address=address, now=now)
