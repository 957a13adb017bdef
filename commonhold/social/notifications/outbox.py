"""What goes out of the house: pushes to devices, digests by mail. Run by the courier, never in a request.

A row is claimed before it is sent and deleted afterwards, each in its own short transaction; between the two
nothing is locked. After a crash it is sent again: a device shows the same tag once, and that is all.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.db.models import QuerySet

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.fetching import safely
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.trouble import CannotFetch, UnsafeAddress
from commonhold.ground.installation.queries import Place, place
from commonhold.ground.prepared import Prepared
from commonhold.social.letters.outbox import ABOUT_THE_LETTER, until_again
from commonhold.social.notifications import app_letters, digest, filtering, push, queries
from commonhold.social.notifications.models import Device, Sending
from commonhold.social.notifications.queries import Group
from commonhold.social.notifications.sentences import sentence
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import audiences

log = logging.getLogger("commonhold.outbox")

_AT_ONCE = 50
_LEASE = timedelta(minutes=2)
_PATIENCE = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
_PUSHES, _MAILS = Sending.objects.exclude(device=None), Sending.objects.filter(device=None)
_AWAY = timedelta(minutes=1)  # until a mail server that is away is asked again
_GONE = frozenset({404, 410})
_AGENT = "Commonhold"


class TryLater(Exception):
    """The other side could not take it just now."""


def is_due(now: datetime) -> bool:
    """Is there anything to send to devices?"""
    return bool(_DUE_TO_DEVICES.ids(until=now))


def digests_are_due(now: datetime) -> bool:
    """Is there any mail to send? Apart from devices, which wait for no mail server."""
    return bool(_DUE_BY_MAIL.ids(until=now))


def deliver(now: datetime, network: Network = INTERNET) -> int:
    """Send to devices what is due; how many rows were settled, for good or for later."""
    count = 0
    for sending in _claimed(_PUSHES, now):
        try:
            _push(sending, now, network)
        except (TryLater, OSError) as trouble:
            _postpone(sending, now, trouble)
        else:
            Sending.objects.filter(id=sending.id).delete()
        count += 1
    return count


def deliver_digests(now: datetime) -> int:
    """Send the digests that are due; how many were settled. 0 when the mail server is away."""
    count = 0
    for sending in _claimed(_MAILS, now):
        try:
            digest.send(sending.person_id, now=now)
        except ABOUT_THE_LETTER as trouble:
            _postpone(sending, now, trouble)
        except (OSError, SMTPException) as trouble:
            _wait(sending, now, trouble)
            return 0
        else:
            Sending.objects.filter(id=sending.id).delete()
        count += 1
    return count


def set_right(now: datetime) -> None:
    """What is due later than we ever wait was put off by a clock that was ahead."""
    Sending.objects.filter(due_at__gt=now + _PATIENCE[-1]).update(due_at=now)


def _claimed(rows: QuerySet[Sending], now: datetime) -> Iterator[Sending]:
    due = rows.filter(due_at__lte=now).select_related("device", "notification")
    for row in list(due.order_by("due_at", "id")[:_AT_ONCE]):
        mine = Sending.objects.filter(id=row.id, attempts=row.attempts, due_at=row.due_at)
        # Whoever changes the row first has it; a courier that dies lets it go after the lease.
        if mine.update(attempts=row.attempts + 1, due_at=now + _LEASE):
            row.attempts += 1
            yield row


def _postpone(sending: Sending, now: datetime, trouble: Exception) -> None:
    if sending.attempts > len(_PATIENCE):
        log.warning("something to %s was given up: %s", sending.person_id, trouble)
        Sending.objects.filter(id=sending.id).delete()
        return
    Sending.objects.filter(id=sending.id).update(due_at=now + _PATIENCE[sending.attempts - 1])


def _wait(sending: Sending, now: datetime, trouble: Exception) -> None:
    """One mail has found out for all of them that the server is away."""
    waiting = _MAILS.filter(due_at__lte=now).update(due_at=now + _AWAY) + 1
    attempts, wait = until_again(sending.attempts, trouble)
    Sending.objects.filter(id=sending.id).update(attempts=attempts, due_at=now + wait)
    log.warning("the mail server is away, %s mails wait: %s", waiting, trouble)


def _push(sending: Sending, now: datetime, network: Network) -> None:
    device = sending.device
    if device is None or sending.notification_id is None:
        return
    group = queries.unread(Viewer(device.person_id), sending.notification_id)
    here = place()
    if group is None or here is None:
        return  # read meanwhile, or no longer hers to see
    through = filtering.let_through(Viewer(device.person_id), [group], now=now)
    if not through:
        return  # its words are hidden from her by now
    payload = _payload_for(device, group, through[0][1], here)
    if payload is None:
        return
    text = json.dumps(payload, ensure_ascii=False).encode()
    letter = push.letter(
        text,
        endpoint=device.endpoint,
        public=device.public_key,
        secret=device.secret,
        contact=here.public_url,
        is_standard=device.is_standard,
        now=now,
    )
    try:
        status = safely.send(
            device.endpoint, body=letter.body, headers=letter.headers, agent=_AGENT, network=network
        )
    except UnsafeAddress:
        status = 410
    except CannotFetch as trouble:
        raise TryLater(str(trouble)) from trouble
    if status in _GONE:
        Device.objects.filter(id=device.id).delete()
    elif status == 429 or status >= 500:
        raise TryLater(f"status {status}")
    elif status >= 400:
        log.warning("a push service refused a letter with status %s", status)


def _payload_for(device: Device, group: Group, more: str, here: Place) -> dict[str, Any] | None:
    if device.token_id is None:
        return _payload(group, more, device)
    return app_letters.payload(group, more, sealed_token=device.sealed_token, base=here.public_url)


def _payload(group: Group, more: str, device: Device) -> dict[str, str]:
    """What a lock screen shows. Words that are not for everybody stay here unless she asked for them.

    Where a browser rings for two profiles, it says for which.
    """
    is_shared = queries.others_on(device.endpoint, device.person_id).exists()
    whose = f"@{people.person(Viewer(device.person_id), device.person_id).handle}" if is_shared else ""
    is_open = group.post is not None and audiences.is_open(group.post.audience)
    return {
        "title": " · ".join(filter(None, [charter.current().read(CoopCharter).name, whose])),
        "body": sentence(group)[:300],
        "more": more if is_open or device.shows_private else "",
        "url": f"/notifications/{group.id}",
        "tag": f"{whose}{group.kind}:{group.subject}",
    }


_DUE_TO_DEVICES = Prepared(lambda *, until: _PUSHES.filter(due_at__lte=until).values_list("id")[:1])
_DUE_BY_MAIL = Prepared(lambda *, until: _MAILS.filter(due_at__lte=until).values_list("id")[:1])
