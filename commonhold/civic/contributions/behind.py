"""Who stands behind a month's work and thanks in the books. See `treasury/behind.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonhold.civic.contributions.accounts import CREATORS_SHARE
from commonhold.civic.contributions.models import SplitLine, WorkPay
from commonhold.civic.treasury.behind import Behind, person
from commonhold.ground.ledger.booked import Booked


def behind(entries: Sequence[Booked]) -> Iterator[Behind]:
    """Whoever worked, was thanked, or had dues returned."""
    for each in entries:
        month = each.cause.partition(":")[2]
        if each.kind == "contributions.work":
            paid = WorkPay.objects.filter(month=month, at=each.at, paid__gt=0)
            for person_id, cents in paid.values_list("person_id", "paid"):
                yield Behind(each, person(person_id), cents)
        elif each.kind == "contributions.split":
            part = "paid" if each.account == CREATORS_SHARE else "credit"
            lines = SplitLine.objects.filter(split__month=month, **{f"{part}__gt": 0})
            for line_id, person_id, cents in lines.values_list("id", "person_id", part):
                yield Behind(each, f"line:{line_id}" if person_id is None else person(person_id), cents)
