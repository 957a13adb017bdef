"""How the co-op's own emoji come and go."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from commonhold.ground import ids
from commonhold.social.emoji.models import Emoji
from commonhold.social.emoji.refusals import (
    NoSuchEmoji,
    ShortcodeNotAllowed,
    ShortcodeTaken,
    StewardsOnly,
    TooManyEmoji,
)
from commonhold.social.emoji.shortcodes import ALONE
from commonhold.social.media.actions import take_media
from commonhold.social.people import queries as people

MOST = 500


@transaction.atomic
def add_emoji(by: int, *, shortcode: str, medium_id: int, now: datetime) -> int:
    """Offer a picture, brought for this by oneself, as `:shortcode:`; the emoji's id.

    Raises StewardsOnly, ShortcodeNotAllowed, ShortcodeTaken, TooManyEmoji, and what `take_media`
    raises.
    """
    _must_be_steward(by)
    return _add(by, shortcode, medium_id, now)


@transaction.atomic
def bring_emoji(*, shortcode: str, medium_id: int, now: datetime) -> int:
    """Offer a picture that the co-op's own account brought, of a community that moves in; the emoji's id.

    Raises what `add_emoji` raises, and NoSuchEmoji before there is that account.
    """
    coop = people.coop_account_id()
    if coop is None:
        raise NoSuchEmoji
    return _add(coop, shortcode, medium_id, now)


def _add(by: int, shortcode: str, medium_id: int, now: datetime) -> int:
    shortcode = shortcode.strip().strip(":").lower()
    if not ALONE.fullmatch(shortcode):
        raise ShortcodeNotAllowed
    if Emoji.objects.filter(retired_at=None).count() >= MOST:
        raise TooManyEmoji(MOST)
    take_media(by, medium_ids=[medium_id], purpose="emoji", now=now)
    row = Emoji(id=ids.new_id(now), shortcode=shortcode, medium_id=medium_id, added_by_id=by, added_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise ShortcodeTaken(shortcode) from taken
    return row.id


@transaction.atomic
def retire_emoji(by: int, *, shortcode: str, now: datetime) -> None:
    """Offer it no more; what bears it already keeps it. Raises StewardsOnly or NoSuchEmoji."""
    _must_be_steward(by)
    row = Emoji.objects.select_for_update().filter(shortcode=shortcode, retired_at=None).first()
    if row is None:
        raise NoSuchEmoji
    row.retired_by_id, row.retired_at = by, now
    row.save(update_fields=["retired_by", "retired_at"])


def _must_be_steward(by: int) -> None:
    people.must_be_active(by)
    if not people.is_steward(by):
        raise StewardsOnly
