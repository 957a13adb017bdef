from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.consents.models import Consent, ConsentText
from commonhold.social.consents.purposes import PURPOSES, Purpose, Shown, shown
from commonhold.social.consents.refusals import NoSuchPurpose, TextChanged
from commonhold.social.people import queries as people


@transaction.atomic
def say(by: int, *, purpose: str, is_given: bool, digest: str | None = None, now: datetime) -> bool:
    """Say yes or no to a purpose; was anything new? Whoever is suspended may as well: it is her own data.

    `digest` is of the text that she was shown, where a page sent it. Raises NoSuchPurpose, TextChanged or
    AccountClosed.
    """
    people.must_be_here(by)
    known = PURPOSES.get(purpose)
    if known is None:
        raise NoSuchPurpose
    text = shown(known)
    if digest is not None and digest != text.digest:
        raise TextChanged
    held = Consent.objects.select_for_update().filter(person_id=by, purpose=purpose, ended_at=None)
    row = held.first()
    if row is not None and row.is_given == is_given and row.text.version == known.version:
        return False
    held.update(ended_at=now)
    said = {"is_given": is_given, "text": _kept(known, text, now), "at": now, "id": ids.new_id(now)}
    _row, is_new = Consent.objects.get_or_create(person_id=by, purpose=purpose, ended_at=None, defaults=said)
    return is_new


def _kept(purpose: Purpose, text: Shown, now: datetime) -> ConsentText:
    row, _new = ConsentText.objects.get_or_create(
        digest=text.digest,
        defaults={
            "purpose": purpose.key,
            "version": purpose.version,
            "language": text.language,
            "text": text.text,
            "since": now,
        },
    )
    return row
