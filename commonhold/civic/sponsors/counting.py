"""How often ads are shown. Showings are counted in memory, in piles; only whole fives of a pile are written.

So no row tells of fewer than five showings, and none is written when somebody opens a page. What lies in a
pile when a server stops is lost: the published numbers are a little too small, never too large.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from threading import Lock

from django.db import transaction
from django.db.models import F

from commonhold.civic.sponsors.models import DayCount
from commonhold.ground import ids

FEWEST = 5

_piles: Counter[tuple[int, str, str]] = Counter()
_lock = Lock()


def note_shown(ad_id: int, *, day: str, spot: str) -> None:
    """It was shown once more."""
    with _lock:
        _piles[ad_id, day, spot] += 1


def write_piles(now: datetime) -> int:
    """A sweep: write what came to five or more; how many showings that were."""
    with _lock:
        whole = {key: count - count % FEWEST for key, count in _piles.items() if count >= FEWEST}
        for key, count in whole.items():
            _piles[key] -= count
        if not whole:
            return 0
        today = max(day for _ad, day, _spot in _piles)
        for key in [key for key, left in _piles.items() if not left or key[1] < today]:
            del _piles[key]
    with transaction.atomic():
        for (ad_id, day, spot), count in sorted(whole.items()):
            _add(ad_id, date.fromisoformat(day), spot, count, now)
    return sum(whole.values())


def _add(ad_id: int, day: date, spot: str, count: int, now: datetime) -> None:
    row, is_new = DayCount.objects.select_for_update().get_or_create(
        ad_id=ad_id, day=day, where=spot, defaults={"id": ids.new_id(now), "count": count}
    )
    if not is_new:
        DayCount.objects.filter(id=row.id).update(count=F("count") + count)
