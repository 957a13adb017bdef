"""Letters go out, run by the courier: a row is claimed, the mail sent, the row deleted; then the next one.

After a crash between the last two the mail is sent a second time, and never lost. While the mail server is
away everything waits, however long that takes; only what it refuses again and again is given up. What it took
without a word may have arrived: that is sent again less and less often.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.core.mail import EmailMessage

from commonhold.ground.prepared import Prepared
from commonhold.social.letters.models import Letter
from commonhold.social.people import queries as people

log = logging.getLogger("commonhold.letters")

_AT_ONCE = 50
_LEASE = timedelta(minutes=2)
_PATIENCE = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
_AWAY = timedelta(minutes=1)  # until a server that is away is asked again
_BEHIND = timedelta(seconds=1)
#: About this one letter; whatever else goes wrong with a server would befall the next one too.
ABOUT_THE_LETTER = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


class NobodyKnows(SMTPServerDisconnected):
    """The mail server had the whole letter and said nothing more: it may have arrived."""


def is_due(now: datetime) -> bool:
    """Is there anything to send?"""
    return bool(_DUE.ids(until=now))


def deliver(now: datetime) -> int:
    """Send what is due; how many rows were settled, for good or for later. 0 when the server is away."""
    count = 0
    for letter in _claimed(now):
        try:
            _send(letter)
        except ABOUT_THE_LETTER as trouble:
            _postpone(letter, now, trouble)
        except (OSError, SMTPException) as trouble:
            _wait(letter, now, trouble)
            return 0
        else:
            Letter.objects.filter(id=letter.id).delete()
        count += 1
    return count


def set_right(now: datetime) -> None:
    """What is due later than we ever wait was put off by a clock that was ahead."""
    Letter.objects.filter(due_at__gt=now + _PATIENCE[-1]).update(due_at=now)


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


def until_again(attempts: int, trouble: Exception) -> tuple[int, timedelta]:
    """For a letter that found the server away: how often it was tried by then, and how long it waits.

    It counts as not tried, but where it may have arrived. The next to ask is another: should the server hang
    up at this one alone, the rest must not wait behind it.
    """
    if isinstance(trouble, NobodyKnows):
        return attempts, _PATIENCE[min(attempts, len(_PATIENCE)) - 1] + _BEHIND
    return attempts - 1, _AWAY + _BEHIND


def _wait(letter: Letter, now: datetime, trouble: Exception) -> None:
    """One letter has found out for all of them."""
    waiting = Letter.objects.filter(due_at__lte=now).update(due_at=now + _AWAY) + 1
    attempts, wait = until_again(letter.attempts, trouble)
    Letter.objects.filter(id=letter.id).update(attempts=attempts, due_at=now + wait)
    log.warning("the mail server is away, %s letters wait: %s", waiting, trouble)


_DUE = Prepared(lambda *, until: Letter.objects.filter(due_at__lte=until).values_list("id")[:1])
