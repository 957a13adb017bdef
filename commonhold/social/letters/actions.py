from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.letters.models import Letter


@transaction.atomic(savepoint=False)
def write_to_person(person_id: int, *, subject: str, text: str, now: datetime) -> None:
    """Have a mail sent to one of us, wherever she then reads mail; nothing where nobody signs in as her."""
    Letter.objects.create(
        id=ids.new_id(now), person_id=person_id, subject=_line(subject), text=text, due_at=now
    )


@transaction.atomic(savepoint=False)
def write_to_addresses(letters: Sequence[tuple[str, str, str]], *, now: datetime) -> None:
    """Have mails sent to people who are not here yet: each an address, a subject and a text."""
    Letter.objects.bulk_create(
        Letter(id=ids.new_id(now), address=address, subject=_line(subject), text=text, due_at=now)
        for address, subject, text in letters
    )


@transaction.atomic(savepoint=False)
def forget_address(address: str) -> None:
    """What waits to go to an address is not sent any more."""
    Letter.objects.filter(address__iexact=address).delete()


def _line(subject: str) -> str:
    return " ".join(subject.split())[:200]
