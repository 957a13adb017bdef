"""What a decision about another server means for its people: a block ends follows both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.people.models import Follow, Person
from commonhold.social.servers import policies
from commonhold.social.servers.news import PolicySet

_END_FOLLOWS = "people.server-blocked"
_AT_ONCE = 500  # follows that end in one transaction


def on_policy_set(event: PolicySet, now: datetime) -> None:
    """Follows in both directions end. Nobody there is told, as nothing goes there any more."""
    if event.kind == policies.Kind.BLOCK:
        _go_on(event.domain, 0, now)


def _end_follows(payload: Payload, now: datetime) -> None:
    """A piece of them: a server with many people would keep everybody else from writing meanwhile."""
    domain = payload["domain"]
    if policies.is_blocked(domain):
        names = beneath([domain]).get(domain, [])
        either = Q(follower__domain__in=names) | Q(followed__domain__in=names)
        gone = list(Follow.objects.filter(either).values_list("id", flat=True)[:_AT_ONCE])
        Follow.objects.filter(id__in=gone).delete()
        if len(gone) == _AT_ONCE:
            _go_on(domain, payload["piece"] + 1, now)


def _go_on(domain: str, piece: int, now: datetime) -> None:
    key = f"{domain} {piece} {now.isoformat()}"
    jobs.schedule(_END_FOLLOWS, key=key, due=now, payload={"domain": domain, "piece": piece})


@dataclass(frozen=True)
class Bonds:
    """How near a server is: people of it that are known here, and follows in both directions."""

    known: int = 0
    followed: int = 0  # by people here, there
    followers: int = 0  # from there, of people here


def met_among(domains: Collection[str]) -> set[str]:
    """Those of them of which, or of what is beneath them, somebody is known here."""
    return set(beneath(domains))


def bonds(domains: Collection[str]) -> dict[str, Bonds]:
    """By domain, with all beneath it; those of which nobody is known are left out."""
    names_of = beneath(domains)
    names = sorted({each for found in names_of.values() for each in found})
    people = Person.objects.filter(domain__in=names, removed_at=None)
    accepted = Follow.objects.filter(accepted_at__isnull=False)
    known = _counted(people, "domain")
    followed = _counted(accepted.filter(followed__domain__in=names), "followed__domain")
    followers = _counted(accepted.filter(follower__domain__in=names), "follower__domain")
    return {
        domain: Bonds(*(sum(count.get(each, 0) for each in found) for count in (known, followed, followers)))
        for domain, found in names_of.items()
    }


def beneath(domains: Collection[str]) -> dict[str, list[str]]:
    """Names of servers of which somebody is known, by those of `domains` that they have or stand beneath."""
    wanted, found = set(domains), defaultdict[str, list[str]](list)
    met = Person.objects.exclude(domain="").order_by("domain").values_list("domain", flat=True).distinct()
    for name in met:
        for each in policies.names_above(name):
            if each in wanted:
                found[each].append(name)
    return dict(found)


def names_after(name: str, *, limit: int) -> list[str]:
    """Names of servers of which somebody is known, in their order."""
    rows = Person.objects.filter(domain__gt=name).order_by("domain").values_list("domain", flat=True)
    return list(rows.distinct()[:limit])


def ids_on(names: Collection[str], *, since: int) -> QuerySet[Person, int]:
    """Ids, from `since` on, of people of servers of exactly these names, for conditions of other queries."""
    return Person.objects.filter(domain__in=list(names), id__gte=since).values_list("id", flat=True)


def _counted(rows: QuerySet[Any], path: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(path).annotate(n=Count("id")))


KINDS = [Kind(_END_FOLLOWS, _end_follows)]
