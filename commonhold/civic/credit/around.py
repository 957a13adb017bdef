"""Who could pass a payment on between two people, and how much each would still accept of whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Q, Sum

from commonhold.civic.credit.book import Pair, pair_of
from commonhold.civic.credit.charter import CreditCharter
from commonhold.civic.credit.models import Balance, HeldHop, Limit
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer
from rulebook.trust.ways import Way, Web, most, ways, web_of

#: Of whoever is trusted by more, the widest limits are looked at alone: it bounds the work.
_MOST_AROUND = 1000

Edge = tuple[int, int, int]


@dataclass(frozen=True)
class Around:
    """`web` without the co-op's own line, `line` the hops over it, `limits` who lets whom owe how much."""

    web: Web
    line: tuple[Edge, ...]
    limits: Mapping[tuple[int, int], int]
    terms: CreditCharter

    def ways(self, payer: int, payee: int, minutes: int) -> tuple[Way, ...]:
        """Through people alone where that is wide enough, else over the co-op's line too."""
        found = self.ways_of_people(payer, payee, minutes)
        if found or not self.line:
            return found
        return ways(self._with_line(), payer=payer, payee=payee, minutes=minutes, most_hops=self.terms.hops)

    def ways_of_people(self, payer: int, payee: int, minutes: int) -> tuple[Way, ...]:
        """Through people alone."""
        return ways(self.web, payer=payer, payee=payee, minutes=minutes, most_hops=self.terms.hops)

    def most(self, payer: int, payee: int) -> int:
        """How much could be paid at once."""
        web = self._with_line() if self.line else self.web
        return most(web, payer=payer, payee=payee, at_most=self.terms.payment, most_hops=self.terms.hops)

    def _with_line(self) -> Web:
        everything = [
            (one, other, room) for one, others in self.web.out.items() for other, room in others.items()
        ]
        return web_of([*everything, *self.line])


def mark_of(found: Sequence[Way]) -> str:
    """What tells these ways from others: whom they lead through, and how much each carries."""
    spelt = ";".join(f"{'-'.join(map(str, way.people))}={way.minutes}" for way in found)
    return sha256(spelt.encode()).hexdigest()


def terms() -> CreditCharter:
    return charter.current().read(CreditCharter)


def between(payer: int, payee: int) -> Around:
    """What there is between two people now, within three hops."""
    here = terms()
    first = _accepting(payer)
    last = _accepted_by(payee)
    may = _may_pass_on({*first, *last} - {payer, payee}, payer, payee)
    group = may | {payer, payee}
    limits = _limits_within(group, most=here.limit)
    edges = _edges(limits, _owed_within(group), _held_within(group))
    return Around(web_of(edges), tuple(_line(payer, payee, here)), limits, here)


def _edges(
    limits: Mapping[tuple[int, int], int], owed: Mapping[Pair, int], held: Mapping[tuple[int, int], int]
) -> Iterator[Edge]:
    for low, high in sorted({*owed, *(pair_of(one, other) for one, other in limits)}):
        minutes = owed.get((low, high), 0)  # that the lower one is owed
        yield low, high, limits.get((high, low), 0) + minutes - held.get((low, high), 0)
        yield high, low, limits.get((low, high), 0) - minutes - held.get((high, low), 0)


def _accepting(payer: int) -> list[int]:
    """Whoever may be owed something by her: they trust her, or owe her."""
    trusting = Limit.objects.filter(trusted_id=payer, until=None).order_by("-minutes", "id")
    return [*trusting.values_list("truster_id", flat=True)[:_MOST_AROUND], *_owing(payer)]


def _accepted_by(payee: int) -> list[int]:
    """Whoever may owe her something: she trusts them, or owes them."""
    trusted = Limit.objects.filter(truster_id=payee, until=None).order_by("-minutes", "id")
    low = Balance.objects.filter(low_id=payee, minutes__lt=0).order_by("minutes", "id")
    high = Balance.objects.filter(high_id=payee, minutes__gt=0).order_by("-minutes", "id")
    return [
        *trusted.values_list("trusted_id", flat=True)[:_MOST_AROUND],
        *low.values_list("high_id", flat=True)[:_MOST_AROUND],
        *high.values_list("low_id", flat=True)[:_MOST_AROUND],
    ]


def _owing(person_id: int) -> list[int]:
    low = Balance.objects.filter(low_id=person_id, minutes__gt=0).order_by("-minutes", "id")
    high = Balance.objects.filter(high_id=person_id, minutes__lt=0).order_by("minutes", "id")
    return [
        *low.values_list("high_id", flat=True)[:_MOST_AROUND],
        *high.values_list("low_id", flat=True)[:_MOST_AROUND],
    ]


def _may_pass_on(person_ids: Collection[int], payer: int, payee: int) -> set[int]:
    """Members who are here and under no suspension, whom neither end has to stay away from."""
    seen = people.found_among(Viewer(payer), person_ids).keys()
    seen = people.found_among(Viewer(payee), seen).keys()
    return members_among(people.active_among(seen))


def members_among(person_ids: Collection[int]) -> set[int]:
    held = Standing.objects.filter(kind=Standing.Kind.MEMBER, until=None, person_id__in=sorted(person_ids))
    return set(held.values_list("person_id", flat=True))


def _limits_within(group: Collection[int], *, most: int) -> dict[tuple[int, int], int]:
    rows = Limit.objects.filter(truster__in=group, trusted__in=group, until=None)
    found = rows.values_list("truster_id", "trusted_id", "minutes")
    return {(truster, trusted): min(minutes, most) for truster, trusted, minutes in found}


def _owed_within(group: Collection[int]) -> dict[Pair, int]:
    rows = Balance.objects.filter(low__in=group, high__in=group).exclude(minutes=0)
    return {(low, high): minutes for low, high, minutes in rows.values_list("low_id", "high_id", "minutes")}


def _held_within(group: Collection[int]) -> dict[tuple[int, int], int]:
    """By (giver, taker): what is set aside of the room between them."""
    rows = HeldHop.objects.filter(giver__in=group, taker__in=group).values_list("giver_id", "taker_id")
    summed = rows.annotate(all=Sum("minutes")).order_by()
    return {(giver, taker): minutes for giver, taker, minutes in summed}


def held_between(giver: int, taker: int) -> int:
    """What is set aside of the room that one has with the other."""
    return _held_within([giver, taker]).get((giver, taker), 0)


def _line(payer: int, payee: int, here: CreditCharter) -> Iterator[Edge]:
    """Over the co-op: what the payer may still owe it, and what it may still owe the payee."""
    coop = people.coop_account_id()
    if coop is None or here.hops < 2 or not here.line or coop in {payer, payee}:
        return
    owes = owed_between(payer, coop)
    claim, debt = max(0, -owes), max(0, owes)
    fresh = max(0, min(here.line - debt, here.line_total - owed_to(coop)))
    yield payer, coop, claim + fresh
    yield coop, payee, here.line - owed_between(coop, payee)


def owed_between(debtor: int, creditor: int) -> int:
    """What one owes the other, less what she is owed."""
    low, high = pair_of(debtor, creditor)
    minutes = Balance.objects.filter(low_id=low, high_id=high).values_list("minutes", flat=True).first() or 0
    return -minutes if debtor == low else minutes


def owed_to(person_id: int) -> int:
    """All that others owe somebody; what she owes is not taken off."""
    low = Balance.objects.filter(low_id=person_id, minutes__gt=0).aggregate(all=Sum("minutes"))["all"] or 0
    high = Balance.objects.filter(high_id=person_id, minutes__lt=0).aggregate(all=Sum("minutes"))["all"] or 0
    return int(low - high)


def limit_between(truster: int, trusted: int, here: CreditCharter) -> int:
    """How far one lets the other owe her now: over the co-op's own line, the charter says it."""
    if people.coop_account_id() in {truster, trusted}:
        return here.line
    row = Limit.objects.filter(truster_id=truster, trusted_id=trusted, until=None).first()
    return min(row.minutes, here.limit) if row is not None else 0


def neighbours(person_id: int) -> Q:
    """The condition that a balance is somebody's."""
    return Q(low_id=person_id) | Q(high_id=person_id)
