from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.models import Installation
from commonhold.ground.refusal import Refusal


@transaction.atomic
def install(*, mode: Mode, public_url: str, now: datetime) -> None:
    """Say once what this copy is. The record's origin is the public URL without its scheme.

    The demo's origin leaves out the port, so that the same demo has the same record on any port.
    """
    if Installation.objects.exists():
        raise Refusal(_("A co-op already lives in this data folder. Nothing was changed."))
    parts = urlsplit(public_url.strip().rstrip("/"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise Refusal(
            _("The public address must look like https://our-coop.example."),
            field="public_url",
        )
    host = parts.hostname if mode == Mode.DEMO else parts.netloc
    Installation.objects.create(
        mode=mode,
        public_url=f"{parts.scheme}://{parts.netloc}{parts.path}",
        record_origin=f"{host}{parts.path}/record",
        founded_at=now,
    )


@transaction.atomic
def freeze_addresses(*, now: datetime) -> None:
    """From now on the public URL and the record's origin never change: others rely on them."""
    Installation.objects.filter(frozen_at=None).update(frozen_at=now)
