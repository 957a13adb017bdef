"""For this room's decisions alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from commonhold.civic.open_data import editions
from commonhold.civic.open_data.models import Publication
from commonhold.civic.open_data.refusals import NothingPublished
from commonhold.civic.open_data.vocabulary import Licence, Table
from commonhold.civic.treasury import months
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority


@transaction.atomic
def publish(tables: Sequence[Table], licence: Licence, *, because: Authority) -> int:
    """Publish these tables from now on, beginning with the month that was over last; return the id.

    What was published before stays as it is, under the licence that it had.
    """
    now = because.at
    _end(because)
    row = Publication.objects.create(
        id=ids.new_id(now),
        reference=because.reference,
        tables=[str(each) for each in tables],
        licence=licence,
        since=now,
    )
    editions.schedule(row, months.before(months.month_of(now)), now)
    return row.id


@transaction.atomic
def stop(*, because: Authority) -> None:
    """Publish no new month. Raises NothingPublished."""
    if not _end(because):
        raise NothingPublished


def _end(because: Authority) -> int:
    rows = Publication.objects.filter(until=None)
    return rows.update(until=because.at, ended_because=because.reference)
