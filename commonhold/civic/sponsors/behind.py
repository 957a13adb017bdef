"""Which sponsor stands behind what ads brought in. See `treasury/behind.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commonhold.civic.payments.behind import subjects_of
from commonhold.civic.sponsors.accounts import INCOME
from commonhold.civic.sponsors.asked import AD
from commonhold.civic.sponsors.models import Ad
from commonhold.civic.treasury.behind import Behind, number_of
from commonhold.ground.ledger.booked import Booked

_ARRIVED = "expected:"


def behind(entries: Sequence[Booked]) -> Iterator[Behind]:
    """By the ad that was paid, or paid back."""
    mine = [each for each in entries if each.account == INCOME]
    arrived = [number_of(each.cause) for each in mine if each.cause.startswith(_ARRIVED)]
    subjects = subjects_of(AD, arrived)
    ads = [number_of(_subject(each, subjects)) for each in mine]
    sponsors = dict(Ad.objects.filter(id__in=ads).values_list("id", "sponsor_id"))
    for each, ad_id in zip(mine, ads, strict=True):
        if ad_id in sponsors:
            yield Behind(each, f"sponsor:{sponsors[ad_id]}", each.amount)


def _subject(entry: Booked, subjects: Mapping[int, str]) -> str:
    """ "ad:12", or nothing where it is of no ad."""
    if entry.cause.startswith(_ARRIVED):
        return subjects.get(number_of(entry.cause), "")
    return entry.cause if entry.cause.startswith("ad:") else ""
