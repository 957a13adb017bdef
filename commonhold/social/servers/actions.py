"""Writing down what we learn of other servers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Coalesce

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.social.servers.models import Server

_A_WEEK = timedelta(days=7)
_LONGEST = 60


@transaction.atomic
def meet(domain: str, *, now: datetime) -> int:
    """Note that there is such a server, or find it; return its id."""
    row, _is_new = Server.objects.get_or_create(
        domain=domain.lower(), defaults={"id": ids.new_id(now), "met_at": now}
    )
    return row.id


@transaction.atomic
def learn_signing(domain: str, *, signing: str, now: datetime) -> None:
    """It took what was signed so. `signing` is one of `Server.Signing`."""
    meet(domain, now=now)
    Server.objects.filter(domain=domain.lower()).update(signing=Server.Signing(signing))


@transaction.atomic
def put_off_asking(domains: Collection[str], *, now: datetime) -> None:
    """Somebody asks them now by which software they run; in a week again."""
    Server.objects.filter(domain__in=list(domains)).update(ask_at=now + _A_WEEK)


@transaction.atomic
def learn_software(domain: str, *, software: str, version: str) -> None:
    """What runs there, as its NodeInfo says; what is longer than sixty letters is cut."""
    Server.objects.filter(domain=domain).update(software=software[:_LONGEST], version=version[:_LONGEST])


@transaction.atomic
def meet_all(domains: Collection[str], *, now: datetime) -> None:
    """Note that there are such servers. `domains` are in lower case."""
    there = set(Server.objects.filter(domain__in=list(domains)).values_list("domain", flat=True))
    fresh = [
        Server(id=ids.new_id(now), domain=each, met_at=now) for each in sorted(set(domains) - there - {""})
    ]
    Server.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)


def heard(domains: Collection[str], *, now: datetime) -> list[int]:
    """Something of theirs was taken here; the ids of those that we had left alone.

    Noted to the hour: nothing is written each time that a busy server says something.
    """
    before = now - timedelta(hours=1)
    found: dict[int, datetime | None] = dict(
        row for each in domains for row in _UNHEARD.rows(domain=each, before=before, now=now)
    )
    if found:
        Server.objects.filter(id__in=found).update(heard_at=now)
    return [each for each, rests_until in found.items() if rests_until is not None and rests_until > now]


@transaction.atomic
def answered(server_ids: Collection[int]) -> None:
    """They are reached: whatever was wrong before is over."""
    away = Server.objects.filter(id__in=list(server_ids)).exclude(failures=0, rests_until=None)
    away.update(failures=0, failing_since=None, rests_until=None)


@transaction.atomic
def failed(server_id: int, *, rests_until: datetime, now: datetime) -> None:
    """Nothing reached it once more; until then it is left alone."""
    Server.objects.filter(id=server_id).update(
        failures=F("failures") + 1,
        failing_since=Coalesce(F("failing_since"), Value(now, DateTimeField())),
        rests_until=rests_until,
    )


_UNHEARD = Prepared(
    lambda *, domain, before, now: Server.objects.filter(
        Q(heard_at=None) | Q(heard_at__lte=before) | Q(rests_until__gt=now), domain=domain
    ).values_list("id", "rests_until")
)
