"""What we know of other servers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from django.db.models import F, Q

from commonhold.ground.installation.queries import place
from commonhold.social.servers.models import Server

CAVAGE, RFC_9421 = str(Server.Signing.CAVAGE), str(Server.Signing.RFC_9421)


def domain_of(uri: str) -> str:
    """The server of an address: its name in lower case, with the port where that is unusual; or empty."""
    usual_one = _USUAL.match(uri)
    if usual_one is not None:  # most are so, and each activity has new ones
        return usual_one[1]
    return _domain_of_another(uri)


@lru_cache(64)  # where we are ourselves is asked for each activity
def _domain_of_another(uri: str) -> str:
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return f"{host}:{port}" if host and port not in {None, usual} else host


#: What needs no taking apart.
_USUAL = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*)/")


def is_ours(domain: str) -> bool:
    """Is it the name of this server?"""
    here = place()
    return here is not None and domain == domain_of(here.public_url)


def signing_of(domain: str) -> str:
    """ "cavage" or "rfc9421": what it takes as far as we know."""
    found = Server.objects.filter(domain=domain).values_list("signing", flat=True).first()
    return found or Server.Signing.CAVAGE


@dataclass(frozen=True)
class Known:
    """A server as whoever wants to reach it sees it."""

    id: int
    domain: str
    signing: str
    failing_since: datetime | None
    failures: int
    rests_until: datetime | None


def known(domains: Collection[str]) -> dict[str, Known]:
    """Those of them that we have met, by domain."""
    return {each.domain: each for each in _known(domain__in=list(domains))}


def by_id(server_ids: Collection[int]) -> dict[int, Known]:
    """Those that there are, by id."""
    return {each.id: each for each in _known(id__in=list(server_ids))}


def rests(domain: str, *, now: datetime) -> bool:
    """Is it left alone for now, since nothing reached it?"""
    return Server.objects.filter(domain=domain, rests_until__gt=now).exists()


def to_ask(now: datetime, *, limit: int) -> list[str]:
    """Domains of servers of which we don't know, or no longer, what runs there."""
    due = Server.objects.filter(Q(ask_at=None) | Q(ask_at__lte=now))
    awake = due.filter(Q(rests_until=None) | Q(rests_until__lte=now))
    return list(awake.order_by("ask_at", "id").values_list("domain", flat=True)[:limit])


@dataclass(frozen=True)
class Running:
    """A server and what runs there, as it says itself."""

    domain: str
    software: str
    version: str


def running(*, most: int = 200) -> list[Running]:
    """Servers that say what runs there, by name: those of which we heard last, where there are many."""
    said = Server.objects.exclude(software="").order_by(F("heard_at").desc(nulls_last=True), "id")
    rows = said.values_list("domain", "software", "version")[:most]
    return [Running(*each) for each in sorted(rows)]


def _known(**which: object) -> list[Known]:
    rows = Server.objects.filter(**which).values_list(
        "id", "domain", "signing", "failing_since", "failures", "rests_until"
    )
    return [Known(*each) for each in rows]
