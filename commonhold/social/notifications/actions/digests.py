"""How often somebody gets a mail with what she has not read."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import transaction

from commonhold.ground import ids
from commonhold.social.notifications import mornings
from commonhold.social.notifications.models import DigestWish
from commonhold.social.notifications.refusals import AddressNotConfirmed, NoSuchWish, StaleLink
from commonhold.social.people import queries as people

_SALT = "notifications.digest"


@transaction.atomic
def choose_digest(by: int, *, rhythm: str, now: datetime) -> None:
    """Never, daily or weekly. Raises NoSuchWish or AddressNotConfirmed."""
    people.must_be_here(by)
    if rhythm not in set(DigestWish.Rhythm):
        raise NoSuchWish
    if rhythm != DigestWish.Rhythm.NEVER and people.mail_address(by) is None:
        raise AddressNotConfirmed
    chosen = {"rhythm": rhythm, "since": now}
    begun = {**chosen, "mailed_up_to": ids.first_id_after(now)}  # the first mail doesn't tell her whole past
    was_never = not DigestWish.objects.filter(person_id=by).exclude(rhythm=DigestWish.Rhythm.NEVER).exists()
    DigestWish.objects.update_or_create(person_id=by, defaults=begun if was_never else chosen)
    mornings.plan(by, rhythm=rhythm, since=now, now=now)


def unsubscribe_token(person_id: int) -> str:
    """What stands in the mail's own link. It does nothing else than end the mails, and never grows old."""
    return signing.dumps(person_id, salt=_SALT)


def unsubscribe(*, token: str, now: datetime) -> None:
    """End the mails of whomever the token was made for, without signing in. Raises StaleLink."""
    person_id = whose(token)
    DigestWish.objects.filter(person_id=person_id).update(rhythm=DigestWish.Rhythm.NEVER, since=now)


def whose(token: str) -> int:
    """Whom an unsubscribe token was made for. Raises StaleLink."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError) as broken:
        raise StaleLink from broken
