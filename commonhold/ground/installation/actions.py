from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground import once
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.models import Installation
from commonhold.ground.prepared import Prepared
from commonhold.ground.refusal import Refusal


@transaction.atomic
def install(*, mode: Mode, public_url: str, now: datetime) -> None:
    """Say once what this copy is. The record's origin is the public URL without its scheme.

    The demo's origin leaves out the port, so that the same demo has the same record on any port.
    """
    if Installation.objects.exists():
        raise Refusal(_("A co-op already lives in this data folder. Nothing was changed."))
    address, origin = _read(public_url, mode)
    Installation.objects.create(mode=mode, public_url=address, record_origin=origin, founded_at=now)
    once.changed()


@transaction.atomic
def change_address(*, public_url: str) -> None:
    """Give this copy another public URL, and its record the origin that follows from it.

    Raises Refusal before the founding, and once others rely on the address.
    """
    here = Installation.objects.select_for_update().first()
    if here is None:
        raise Refusal(_("No co-op lives in this data folder yet."))
    if here.frozen_at is not None:
        raise Refusal(_("Others rely on this address, so it can't change any more. Nothing was changed."))
    here.public_url, here.record_origin = _read(public_url, Mode(here.mode))
    here.save(update_fields=["public_url", "record_origin"])
    once.changed()


def freeze_addresses(*, now: datetime) -> None:
    """From now on the public URL and the record's origin never change: others rely on them."""
    if _THAWED.ids():  # asked often, and mostly for nothing
        Installation.objects.filter(frozen_at=None).update(frozen_at=now)


_THAWED = Prepared(lambda: Installation.objects.filter(frozen_at=None).values_list("id"))


def _read(public_url: str, mode: Mode) -> tuple[str, str]:
    """The address as it is kept, and the record's origin."""
    parts = urlsplit(public_url.strip().rstrip("/"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise Refusal(_("The public address must look like https://our-coop.example."), field="public_url")
    host = parts.hostname if mode == Mode.DEMO else parts.netloc
    return f"{parts.scheme}://{parts.netloc}{parts.path}", f"{host}{parts.path}/record"
