"""How people choose the pictures of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.ground.refusal import Refusal
from commonhold.social.media.actions import bury, describe_medium, receive_medium, take_media
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.news import PersonDescribed
from commonhold.social.portraits.models import Portrait


@dataclass(frozen=True)
class Chosen:
    """A picture for `kind` (avatar or header). `focus` counts thousandths from the middle, right and up."""

    kind: str
    file: BinaryIO
    filename: str
    alt: str
    focus: tuple[int, int] = (0, 0)


@transaction.atomic
def choose_portrait(by: int, *, chosen: Chosen, now: datetime) -> None:
    """Show this picture as soon as it was made safe; until then the one before stays.

    Raises what receive_medium and describe_medium raise, with the kind as its field.
    """
    try:
        # Within one transaction, so that the workshop cuts it only when it knows what stays in view.
        medium_id = receive_medium(
            by, file=chosen.file, filename=chosen.filename, purpose=chosen.kind, now=now
        )
        describe_medium(by, medium_id=medium_id, alt=chosen.alt, focus=chosen.focus, now=now)
        take_media(by, medium_ids=[medium_id], purpose=chosen.kind, now=now)
    except Refusal as refusal:
        refusal.field = chosen.kind
        raise
    _take_down(by, chosen.kind, is_shown=False, now=now)
    Portrait.objects.create(
        id=ids.new_id(now), person_id=by, kind=chosen.kind, medium_id=medium_id, chosen_at=now
    )


@transaction.atomic
def remove_portrait(by: int, *, kind: str, now: datetime) -> None:
    """Take one's picture down, also one that still waits. Harmless when there is none."""
    queries.must_be_active(by)
    _take_down(by, kind, is_shown=False, now=now)
    _take_down(by, kind, is_shown=True, now=now)
    if kind == Portrait.Kind.AVATAR:
        people.show_picture(by, address="", now=now)
    news.publish(PersonDescribed(person_id=by), now=now)


@transaction.atomic
def describe_portrait(by: int, *, kind: str, alt: str, now: datetime) -> None:
    """Say anew what is to be seen in the picture that was chosen last. Harmless when there is none.

    Raises what describe_medium raises, with the field of the kind's words.
    """
    row = Portrait.objects.filter(person_id=by, kind=kind).select_related("medium").order_by("-id").first()
    if row is None or row.medium.alt == alt:
        return
    try:
        describe_medium(by, medium_id=row.medium_id, alt=alt, now=now)
    except Refusal as refusal:
        refusal.field = f"{kind}_alt"
        raise


@transaction.atomic
def present_oneself(
    by: int,
    *,
    chosen: Sequence[Chosen],
    described: Mapping[str, str],
    removed: Sequence[str],
    now: datetime,
    **words: Any,
) -> None:
    """All of the profile page at once, words (as people.actions.present_oneself) and pictures; or nothing.

    `described` is what is to be seen in those that stay, by kind.
    """
    people.present_oneself(by, now=now, **words)
    for kind, alt in described.items():
        describe_portrait(by, kind=kind, alt=alt, now=now)
    for kind in removed:
        remove_portrait(by, kind=kind, now=now)
    for each in chosen:
        choose_portrait(by, chosen=each, now=now)


@transaction.atomic
def show_portrait(portrait_id: int, *, address: str, now: datetime) -> None:
    """Put a picture that was made safe in the place of the one before. `address` is its small version's."""
    row = Portrait.objects.select_for_update().filter(id=portrait_id, shown_at=None).first()
    if row is None:
        return
    _take_down(row.person_id, row.kind, is_shown=True, now=now)
    row.shown_at = now
    row.save(update_fields=["shown_at"])
    news.publish(PersonDescribed(person_id=row.person_id), now=now)
    if row.kind == Portrait.Kind.AVATAR:
        people.show_picture(row.person_id, address=address, now=now)


def _take_down(person_id: int, kind: str, *, is_shown: bool, now: datetime) -> None:
    rows = Portrait.objects.filter(person_id=person_id, kind=kind, shown_at__isnull=not is_shown)
    media = list(rows.values_list("medium_id", flat=True))
    rows.delete()
    if media:
        bury(media, now=now)
