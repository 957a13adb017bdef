"""What the co-op decided about other servers. A policy holds for a server and for all beneath its name."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Concat

from commonhold.ground.charter import queries as charter
from commonhold.ground.once import once
from commonhold.social.servers.charter import ONLY_ALLOWED, ServersCharter
from commonhold.social.servers.models import ServerPolicy

Kind = ServerPolicy.Kind


@dataclass(frozen=True)
class PolicyView:
    """One policy, as everybody may read it. `reference` leads to what set it, such as "proposal:12"."""

    domain: str
    kind: str
    reason: str
    reference: str
    since: datetime
    until: datetime | None

    @property
    def proposal_id(self) -> int | None:
        """The proposal that set it, if one did."""
        what, _colon, number = self.reference.partition(":")
        return int(number) if what == "proposal" and number.isdecimal() else None


def holding() -> list[PolicyView]:
    """All that hold, by name."""
    return [_view(each) for each in ServerPolicy.objects.filter(until=None).order_by("domain")]


def ended(*, most: int = 50) -> list[PolicyView]:
    """Those that ended, the latest first."""
    return [
        _view(each) for each in ServerPolicy.objects.filter(until__isnull=False).order_by("-until")[:most]
    ]


def policy_on(domain: str) -> PolicyView | None:
    """What holds for exactly this name."""
    row = ServerPolicy.objects.filter(domain=domain, until=None).first()
    return None if row is None else _view(row)


def is_only_for_allowed() -> bool:
    """Do only those servers reach us that a decision allowed?"""
    return charter.current().read(ServersCharter).open_to == ONLY_ALLOWED


@dataclass(frozen=True)
class Blocks(Container[str]):
    """Servers from which nothing comes in and to which nothing goes, as was decided when it was read."""

    kinds: Mapping[str, str]  # policies that hold, by name
    only_allowed: bool

    def __contains__(self, domain: object) -> bool:
        said = {self.kinds[each] for each in names_above(str(domain)) if each in self.kinds}
        return Kind.BLOCK in said or (self.only_allowed and Kind.ALLOW not in said)


def blocks() -> Blocks:
    """To be asked often, of what holds now."""
    return Blocks(_kinds(), is_only_for_allowed())


def is_blocked(domain: str) -> bool:
    """Does nothing come in from this server, and nothing go out to it?"""
    return domain in blocks()


def blocked_among(domains: Collection[str]) -> set[str]:
    """Those of them to which nothing goes, and from which nothing comes."""
    found = blocks()
    return {each for each in domains if each in found}


def is_quiet(path: str) -> Exists:
    """The condition that posts of a row's server stand in no feed that is everybody's.

    `path` leads to its name, as "author__domain"; it is empty for people of ours.
    """
    return _holds([Kind.LIMIT, Kind.MUTE, Kind.BLOCK], path)


def is_muted(path: str) -> Exists:
    """The condition that nobody is told of people of a row's server but by those whom she follows."""
    return _holds([Kind.MUTE, Kind.BLOCK], path)


def is_shut_out(path: str) -> Exists:
    """The condition that nothing comes in from a row's server."""
    return _holds([Kind.BLOCK], path)


def _holds(kinds: Collection[str], path: str) -> Exists:
    theirs = ExpressionWrapper(OuterRef(path), output_field=CharField())
    rows = ServerPolicy.objects.filter(until=None, kind__in=list(kinds)).annotate(theirs=theirs)
    return Exists(rows.filter(Q(domain=F("theirs")) | Q(theirs__endswith=Concat(Value("."), F("domain")))))


def beneath(domains: Collection[str], path: str = "domain") -> Q:
    """The condition that a row's server has one of these names, or stands beneath one."""
    found = Q(**{f"{path}__in": list(domains)})
    for each in domains:
        found |= Q(**{f"{path}__endswith": f".{each}"})
    return found


@once
def _kinds() -> dict[str, str]:
    return dict(ServerPolicy.objects.filter(until=None).values_list("domain", "kind"))


def names_above(domain: str) -> Iterator[str]:
    """Its own name, and each that it stands beneath."""
    labels = domain.split(".")
    return (".".join(labels[place:]) for place in range(len(labels)))


def _view(row: ServerPolicy) -> PolicyView:
    return PolicyView(row.domain, row.kind, row.reason, row.reference, row.since, row.until)
