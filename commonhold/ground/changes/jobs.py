"""What everybody has read long ago goes."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from commonhold.ground.changes.models import Change
from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Delete

_KEPT = 20_000
#: Of another cluster, whose dump was read into this one: no transaction of ours has got so far.
_FOREIGN = """
    DELETE FROM changes_change WHERE written_by >= pg_snapshot_xmax(pg_current_snapshot())
    AND written_by IS DISTINCT FROM pg_current_xact_id_if_assigned()
"""
_OLD = """
    DELETE FROM changes_change WHERE written_by <
    (SELECT written_by FROM changes_change ORDER BY written_by DESC OFFSET %s LIMIT 1)
"""


def forget(_now: datetime) -> None:
    """Keep the newest; a memory that slept through more begins anew."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_FOREIGN)
            cursor.execute(_OLD, [_KEPT - 1])
        return
    newest = next(iter(_NEWEST.ids()), 0)
    _FORGET.run_if_any(last=newest - _KEPT)


_NEWEST = Prepared(lambda: Change.objects.order_by("-id").values_list("id")[:1])
_FORGET = Delete(lambda *, last: Change.objects.filter(id__lte=last))
