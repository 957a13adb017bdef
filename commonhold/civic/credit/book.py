"""Writing into the book: for whoever has checked that it is allowed, and holds the balances' locks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.credit.models import Balance, Entry, Leg, LineLock, Seal
from commonhold.civic.credit.vocabulary import Kind
from commonhold.ground import ids
from rulebook.canonical import canonical
from rulebook.trust.ways import Way

#: (the smaller id, the larger one)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Hop:
    """`giver` owes `taker` so many minutes more, or is owed less by her."""

    giver: int
    taker: int
    minutes: int

    @property
    def pair(self) -> Pair:
        return pair_of(self.giver, self.taker)


def pair_of(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def hops_of(found: Iterable[Way]) -> list[Hop]:
    """All hops of these ways, one way after the other."""
    return [Hop(giver, taker, way.minutes) for way in found for giver, taker in way.hops]


def lock(pairs: Iterable[Pair], *, now: datetime) -> dict[Pair, Balance]:
    """The balances of these pairs for this transaction alone, made where two never owed each other anything.

    Always in one order, so that nobody waits for whoever waits for her.
    """
    wanted = sorted(set(pairs))
    lows, highs = {low for low, _high in wanted}, {high for _low, high in wanted}
    among = Balance.objects.filter(low__in=lows, high__in=highs)
    there = set(among.values_list("low_id", "high_id"))
    for low, high in wanted:
        if (low, high) not in there:
            Balance.objects.get_or_create(low_id=low, high_id=high, defaults={"id": ids.new_id(now)})
    found = {
        (row.low_id, row.high_id): row for row in among.order_by("id") if (row.low_id, row.high_id) in wanted
    }
    locked = Balance.objects.select_for_update(of=("self",)).filter(id__in=[row.id for row in found.values()])
    return {(row.low_id, row.high_id): row for row in locked.order_by("id")}


def lock_line() -> None:
    """One payment over the co-op's own line after the other; before any balance is locked."""
    LineLock.objects.get_or_create(id=1)
    LineLock.objects.select_for_update().get(id=1)


def owed(balances: Mapping[Pair, Balance], debtor: int, creditor: int) -> int:
    """What one owes the other, less what she is owed."""
    row = balances.get(pair_of(debtor, creditor))
    if row is None:
        return 0
    return -row.minutes if debtor < creditor else row.minutes


def post(
    kind: Kind, *, key: str, cause: str, hops: Sequence[Hop], balances: Mapping[Pair, Balance], now: datetime
) -> int:
    """Write an entry with its hops, and move the balances; return its id.

    Raises IntegrityError for a key that is there.
    """
    entry_id = ids.new_id(now)
    Entry.objects.create(id=entry_id, at=now, kind=kind, cause=cause, key=key, seal_id=entry_id)
    Leg.objects.bulk_create(_legs(entry_id, hops, balances, now))
    Seal.objects.create(id=entry_id)
    for hop in hops:
        balances[hop.pair].minutes += -hop.minutes if hop.giver < hop.taker else hop.minutes
    for pair in {hop.pair for hop in hops}:
        balances[pair].save(update_fields=["minutes"])
    return entry_id


def _legs(
    entry_id: int, hops: Sequence[Hop], balances: Mapping[Pair, Balance], now: datetime
) -> Iterator[Leg]:
    for place, hop in enumerate(hops):
        sides = ((hop.giver, -hop.minutes), (hop.taker, hop.minutes))
        for side, (person_id, minutes) in enumerate(sides):
            yield Leg(
                id=ids.new_id(now),
                entry_id=entry_id,
                position=2 * place + side,
                balance_id=balances[hop.pair].id,
                person_id=person_id,
                minutes=minutes,
            )


def hops_in(entry_id: int) -> list[Hop]:
    """The hops of an entry, in their order."""
    rows = list(
        Leg.objects.filter(entry_id=entry_id).order_by("position").values_list("person_id", "minutes")
    )
    return [
        Hop(giver, taker, minutes)
        for (giver, _owes), (taker, minutes) in zip(rows[::2], rows[1::2], strict=True)
    ]


def ways_in(entry_id: int) -> list[list[Hop]]:
    """The same by ways: one ends where somebody gives who did not just take."""
    found: list[list[Hop]] = []
    for hop in hops_in(entry_id):
        if found and found[-1][-1].taker == hop.giver:
            found[-1].append(hop)
        else:
            found.append([hop])
    return found


def head() -> tuple[int, str]:
    """How many entries there are, and the SHA-256 (hex) of all their lines, in order of their ids.

    A line is RFC 8785 JSON and ends in a line feed.
    """
    count, digest, last = 0, hashlib.sha256(), 0
    while page := list(Entry.objects.filter(id__gt=last).order_by("id")[:1000]):
        legs: dict[int, list[Leg]] = {row.id: [] for row in page}
        for leg in Leg.objects.filter(entry_id__in=legs).order_by("entry_id", "position"):
            legs[leg.entry_id].append(leg)
        for row in page:
            digest.update(_line(row, legs[row.id]) + b"\n")
        count, last = count + len(page), page[-1].id
    return count, digest.hexdigest()


def _line(row: Entry, legs: Sequence[Leg]) -> bytes:
    return canonical(
        {
            "at": ids.milliseconds(row.at),
            "cause": row.cause,
            "id": str(row.id),
            "key": row.key,
            "kind": row.kind,
            "legs": [{"person": str(leg.person_id), "minutes": leg.minutes} for leg in legs],
        }
    )
