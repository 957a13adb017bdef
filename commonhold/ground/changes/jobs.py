"""What everybody has read long ago goes."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.changes.models import Change
from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Delete

_KEPT = 20_000


def forget(_now: datetime) -> None:
    """Keep the newest; a memory that slept through more begins anew."""
    newest = next(iter(_NEWEST.ids()), 0)
    _FORGET.run_if_any(last=newest - _KEPT)


_NEWEST = Prepared(lambda: Change.objects.order_by("-id").values_list("id")[:1])
_FORGET = Delete(lambda *, last: Change.objects.filter(id__lte=last))
