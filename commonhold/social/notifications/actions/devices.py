"""The devices that ring when something is new."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.notifications import push
from commonhold.social.notifications.models import Device
from commonhold.social.notifications.refusals import NoSuchDevice, StrangeDevice, TooManyDevices
from commonhold.social.people import queries as people

_MOST = 10
_LONGEST_LABEL = 80


@transaction.atomic
def add_device(by: int, *, endpoint: str, public_key: str, secret: str, label: str, now: datetime) -> int:
    """Let a browser ring; return the device's id. The same browser again replaces what it was before.

    The three come from the browser's `PushSubscription`. Raises StrangeDevice or TooManyDevices.
    """
    people.must_be_active(by)
    if not push.can_reach(endpoint, public_key, secret):
        raise StrangeDevice
    browsers = Device.objects.filter(token=None)
    browsers.filter(endpoint=endpoint).delete()  # whoever used this browser before has left it
    if browsers.filter(person_id=by).count() >= _MOST:
        raise TooManyDevices
    row = Device.objects.create(
        id=ids.new_id(now),
        person_id=by,
        endpoint=endpoint,
        public_key=public_key,
        secret=secret,
        label=label[:_LONGEST_LABEL],
        since=now,
    )
    return row.id


@transaction.atomic
def show_private(by: int, *, device_id: int, wanted: bool) -> None:
    """Also show, on this device, words that are not for everybody. Raises NoSuchDevice."""
    if not Device.objects.filter(id=device_id, person_id=by, token=None).update(shows_private=wanted):
        raise NoSuchDevice


@transaction.atomic
def remove_device(by: int, *, device_id: int) -> None:
    """It rings no more. Raises NoSuchDevice."""
    if not Device.objects.filter(id=device_id, person_id=by, token=None).delete()[0]:
        raise NoSuchDevice
