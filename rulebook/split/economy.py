"""Who is there in one period, what was paid for each, and who thanked whom: what a split begins with."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal, TypeAlias, get_args

#: A member; somebody who was one and left before the split; or anybody else who was thanked.
Stands: TypeAlias = Literal["member", "left", "outside"]

_STANDS = frozenset(get_args(Stands))

#: Amounts on the way are whole millionths of a minor unit: nobody's share depends on whose was rounded first.
MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one period. Amounts are minor units."""

    key: str  # what the house calls her; also spells her in the lot
    own: int = 0  # dues that she paid herself
    fund: int = 0  # dues that the solidarity fund paid for her
    branches: frozenset[int] = frozenset()  # of the invitation tree: hers, and of those who vouched for her
    stands: Stands = "member"

    def __post_init__(self) -> None:
        if self.own < 0 or self.fund < 0:
            raise ValueError(f"{self.key}: dues are nothing or more")
        if self.stands not in _STANDS:
            raise ValueError(f"{self.key}: nobody stands as “{self.stands}”")
        if self.stands == "outside" and (self.own or self.fund):
            raise ValueError(f"{self.key}: whoever stands outside pays no dues")


@dataclass(frozen=True)
class Thanks:
    """Who thanked whom how often, in the order of the givers.

    Giver g's stand from starts[g] to starts[g + 1].
    """

    starts: Sequence[int]
    to: Sequence[int]
    counts: Sequence[int]

    def __post_init__(self) -> None:
        ends = (len(self.to), len(self.counts))
        if not self.starts or self.starts[0] != 0 or ends != (self.starts[-1], self.starts[-1]):
            raise ValueError("the thanks of some giver are missing")
        if any(a > b for a, b in pairwise(self.starts)) or (len(self.counts) and min(self.counts) < 1):
            raise ValueError("givers come one after the other, and thanks are counted from one up")
        people = len(self.starts) - 1
        if len(self.to) and not (min(self.to) >= 0 and max(self.to) < people):
            raise ValueError("somebody was thanked who is not among the people")
        for a, b in pairwise(self.starts):
            if len(set(self.to[a:b])) < b - a:
                raise ValueError("what one person says to another is one count")

    @classmethod
    def said(cls, counts: Mapping[tuple[int, int], int], *, people: int) -> "Thanks":
        """From how often it was said by (giver, receiver), in any order."""
        givers = Counter(giver for giver, _receiver in counts)
        if any(not 0 <= giver < people for giver in givers):
            raise ValueError("somebody thanked who is not among the people")
        ordered = sorted(counts)
        starts = array("q", accumulate([0, *[givers[giver] for giver in range(people)]]))
        to = array("q", [receiver for _giver, receiver in ordered])
        return cls(starts, to, array("q", [counts[pair] for pair in ordered]))

    def of(self, giver: int) -> Iterator[tuple[int, int]]:
        """Whom this giver thanked, and how often."""
        a, b = self.starts[giver], self.starts[giver + 1]
        return zip(self.to[a:b], self.counts[a:b], strict=True)


@dataclass(frozen=True)
class Economy:
    """Everything about people that a split reads."""

    people: Sequence[Person]
    thanks: Thanks

    def __post_init__(self) -> None:
        if len(self.thanks.starts) != len(self.people) + 1:
            raise ValueError("the thanks are those of other people")
        if len({person.key for person in self.people}) < len(self.people):
            raise ValueError("two people have the same key, so a lot could not tell them apart")
