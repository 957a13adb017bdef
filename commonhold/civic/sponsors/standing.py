"""Where an ad stands, worked out of its steps and its run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.civic.sponsors.models import Ad, AdStep, Run
from commonhold.civic.sponsors.vocabulary import ENDS_WAITING, State, Step
from commonhold.ground.charter import queries as charter


def needed() -> int:
    """How many of the panel an ad needs."""
    return charter.current().read(SponsorsCharter).approvals


def state_of(ad: Ad, steps: Iterable[AdStep], *, needs: int, now: datetime) -> State:
    kinds = [each.kind for each in steps]
    for kind, state in ((Step.DECLINED, State.DECLINED), (Step.TAKEN_BACK, State.TAKEN_BACK)):
        if kind in kinds:
            return state
    if Step.ENDED in kinds:
        return State.ENDED
    if Step.PAID in kinds:
        return State.RUNNING if now < ad.run.ends_at else State.OVER
    if ad.handed_in_by_id is None and Step.CONFIRMED not in kinds:
        return State.UNCONFIRMED
    return State.APPROVED if kinds.count(Step.APPROVED) >= needs else State.WAITING


def waiting() -> QuerySet[Ad]:
    """Those that the panel or the treasurer has to do with still, the oldest first."""
    over = AdStep.objects.filter(ad=OuterRef("id"), kind__in=ENDS_WAITING)
    confirmed = AdStep.objects.filter(ad=OuterRef("id"), kind=Step.CONFIRMED)
    rows = Ad.objects.filter(~Exists(over)).order_by("id")
    return rows.filter(Exists(confirmed)) | rows.filter(handed_in_by__isnull=False)


def running(now: datetime) -> QuerySet[Run]:
    return Run.objects.filter(begins_at__lte=now, ends_at__gt=now)
