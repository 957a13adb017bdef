"""A month is over: its split is written down with the terms that hold now; the next month is bound."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.contributions import seeds, terms
from commonhold.civic.contributions.asking import compute
from commonhold.civic.contributions.models import Split, SplitSeed
from commonhold.civic.treasury import accounts, months
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs

#: The fund pays, and dues are raised, when the new month begins; entries may come a moment late.
_LATER = timedelta(hours=1)


def open_month(month: str, *, now: datetime) -> None:
    """From now on this month will be shared: bind its seed, and close it when it is over. Once for each."""
    seeds.commit(month, now=now)
    jobs.schedule(
        "contributions.close-month",
        key=month,
        due=months.beginning(months.after(month)) + _LATER,
        payload={"month": month},
    )


def close_month(month: str, *, now: datetime) -> None:
    """Write its split down, once; where no rule holds any more, nothing, and no month follows."""
    wanted = terms.current()
    if not wanted.shares or not SplitSeed.objects.filter(month=month).exists():
        return
    open_month(months.after(month), now=now)
    Split.objects.get_or_create(
        month=month,
        defaults={
            "id": ids.new_id(now),
            "terms": wanted.plain(),
            "currency": accounts.currency(),
            "seed": seeds.seed_of(month),
            "closed_at": now,
        },
    )
    compute("split", key=month, now=now)
