"""Who stands behind what juries cost. See `treasury/behind.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonhold.civic.moderation.jury_pay import ENTRY, KIND
from commonhold.civic.payments.behind import owed_to
from commonhold.civic.treasury.behind import Behind, person
from commonhold.ground.ledger.booked import Booked


def behind(entries: Sequence[Booked]) -> Iterator[Behind]:
    """Each juror of ours."""
    mine = [each for each in entries if each.kind == ENTRY]
    found = owed_to(KIND, [_subject(each) for each in mine])
    for each in mine:
        if (person_id := found.get(_subject(each))) is not None:
            yield Behind(each, person(person_id), each.amount)


def _subject(entry: Booked) -> str:
    return entry.key.partition(":")[2]
