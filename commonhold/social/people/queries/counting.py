"""How many people there are: what a co-op tells the world of its size."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from commonhold.social.people.models import Person
from commonhold.social.people.queries.coop import coop_account_id
from commonhold.social.people.queries.rows import present


def how_many() -> int:
    """People of this server who can sign in."""
    return _of_this_server().count()


def how_many_did(deed: Q) -> int:
    """People of this server who did something: a condition that looks by `OuterRef("pk")`. Not the co-op."""
    rows = Person.objects.filter(deed, domain="", removed_at=None)
    return rows.exclude(id=coop_account_id() or 0).count()


def ids_of_this_server(which: Q) -> QuerySet[Person, int]:
    """As `how_many_did`: whose they are, for a question about something else."""
    rows = Person.objects.filter(which, domain="", removed_at=None)
    return rows.exclude(id=coop_account_id() or 0).values_list("id", flat=True)


def arrivals(start: datetime, end: datetime) -> int:
    """How many opened an account from `start` until before `end`."""
    return _of_this_server().filter(created_at__gte=start, created_at__lt=end).count()


def known_servers() -> list[str]:
    """The other servers whose people are known here, in the alphabet's order."""
    rows = Person.objects.exclude(domain="").order_by("domain")
    return list(rows.values_list("domain", flat=True).distinct())


def everybody_here() -> list[int]:
    """Ids of all people of this server who are still there, whether anybody signs in as them or not."""
    return list(present().filter(domain="").order_by("id").values_list("id", flat=True))


def _of_this_server() -> QuerySet[Person]:
    return present().filter(domain="").exclude(login=None)
