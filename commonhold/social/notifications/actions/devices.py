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
def add_device(
    by: int, *, endpoint: str, public_key: str, secret: str, label: str, replaced: str = "", now: datetime
) -> int:
    """Let a browser ring; return the device's id. The same browser again replaces what it was before.

    The three come from the browser's `PushSubscription`; `replaced` is the endpoint that it gave up for this
    one. It goes on ringing for her other profile. Raises StrangeDevice or TooManyDevices.
    """
    people.must_be_here(by)
    if not push.can_reach(endpoint, public_key, secret):
        raise StrangeDevice
    human, browsers = people.same_human(by), Device.objects.filter(token=None)
    here = browsers.filter(endpoint__in={endpoint, replaced})
    here.filter(person_id=by).delete()
    browsers.filter(endpoint=endpoint).exclude(
        person_id__in=human
    ).delete()  # whoever used it before has left
    other = here.filter(person_id__in=human).order_by("-id").first()
    if other is not None:
        here.filter(person_id=other.person_id).exclude(id=other.id).delete()
        here.filter(id=other.id).update(endpoint=endpoint, public_key=public_key, secret=secret)
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
