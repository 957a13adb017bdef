"""Letters go out, run by the courier: a row is claimed, the mail sent, the row deleted; then the next one.

After a crash between the last two the mail is sent a second time, and never lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage

from commonhold.social.letters.models import Letter
from commonhold.social.people import queries as people

log = logging.getLogger("commonhold.letters")

_AT_ONCE = 50
_LEASE = timedelta(minutes=2)
_PATIENCE = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]


def deliver(now: datetime) -> int:
    """Send what is due; how many rows were settled, for good or for later."""
    count = 0
    for letter in _claimed(now):
        count += 1
        try:
            _send(letter)
        except (OSError, SMTPException) as trouble:
            _postpone(letter, now, trouble)
        else:
            Letter.objects.filter(id=letter.id).delete()
    return count


def _send(letter: Letter) -> None:
    to = letter.address or people.mail_address(letter.person_id or 0)
    if to:
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(subject=letter.subject, body=letter.text, to=[to], headers=headers).send()


def _claimed(now: datetime) -> Iterator[Letter]:
    for row in list(Letter.objects.filter(due_at__lte=now).order_by("due_at", "id")[:_AT_ONCE]):
        mine = Letter.objects.filter(id=row.id, attempts=row.attempts, due_at=row.due_at)
        if mine.update(attempts=row.attempts + 1, due_at=now + _LEASE):
            row.attempts += 1
            yield row


def _postpone(letter: Letter, now: datetime, trouble: Exception) -> None:
    if letter.attempts > len(_PATIENCE):
        log.warning("a letter was given up: %s", trouble)
        Letter.objects.filter(id=letter.id).delete()
        return
    Letter.objects.filter(id=letter.id).update(due_at=now + _PATIENCE[letter.attempts - 1])
