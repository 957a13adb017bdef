"""Made-up groups that try to take more from a split than is theirs, in a co-op of forty honest members.

They are run as tests, and can be shown to everybody with the numbers of the day. One bound holds in all of
them: what a group takes is at most what it paid in and what outsiders thanked it for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rulebook.split.economy import MILLION, Economy, Person, Thanks
from rulebook.split.own_slice import OwnSliceTerms, own_slice_v1
from rulebook.split.pool import Money

HONEST, DUES = 40, 500
#: What a member of the group may thank: thirty others, fifty times each.
_FRIENDS, _OFTEN = 30, 50
_SEED = b"attack"

Said = Mapping[tuple[str, str], int]  # (giver, receiver): how often


@dataclass(frozen=True)
class Attack:
    """A group, what it says, and what honest members say to it."""

    group: Sequence[Person]
    said: Said
    praise: Said = field(default_factory=dict)

    @property
    def indexes(self) -> range:
        return range(HONEST, HONEST + len(self.group))

    @property
    def paid_in(self) -> int:
        return sum(person.own for person in self.group)

    def economy(self) -> Economy:
        """Each honest member thanks seven others, and is of one of four branches."""
        honest = [Person(_honest(each), own=DUES, branches=frozenset({each % 4})) for each in range(HONEST)]
        usual = {
            (_honest(each), _honest(each + step)): step for each in range(HONEST) for step in range(1, 8)
        }
        return economy_of([*honest, *self.group], {**usual, **self.said, **self.praise})


@dataclass(frozen=True)
class Outcome:
    """What came of an attack, in minor units; `thanked_for` in millionths of them."""

    paid_in: int
    thanked_for: int  # what honest members gave the group, had it thanked nobody
    took: int  # paid out and credited

    @property
    def held(self) -> bool:
        return self.took * MILLION <= self.paid_in * MILLION + self.thanked_for


def attempt(attack: Attack, money: Money, terms: OwnSliceTerms) -> Outcome:
    sheet = own_slice_v1(attack.economy(), money, terms, seed=_SEED)
    quiet = own_slice_v1(replace(attack, said={}).economy(), money, terms, seed=_SEED)
    return Outcome(
        attack.paid_in,
        sum([quiet.given.received[each] for each in attack.indexes]),
        sum([sheet.paid[each] + sheet.credit.parts[each] for each in attack.indexes]),
    )


def economy_of(people: Sequence[Person], said: Said) -> Economy:
    """From keys instead of places."""
    place = {person.key: index for index, person in enumerate(people)}
    counts = {(place[giver], place[to]): count for (giver, to), count in said.items()}
    return Economy(people, Thanks.said(counts, people=len(people)))


def paid_ring(size: int) -> Attack:
    """Fakes whose dues somebody really pays thank each other."""
    ring = paid_fakes(size)
    return Attack(ring, all_thank_all(ring))


def free_ring(size: int) -> Attack:
    """Fakes whose dues the fund pays, brought in by vouchers of two branches, thank each other."""
    ring = free_fakes(size)
    return Attack(ring, all_thank_all(ring))


def free_ring_with_its_inviter(size: int) -> Attack:
    """The same, and all thank the member who brought them in."""
    inviter = Person("inviter", own=DUES, branches=frozenset({1}))
    ring = [inviter, *free_fakes(size)]
    return Attack(ring, all_thank_all(ring) | {(fake.key, "inviter"): _OFTEN for fake in ring[1:]})


def self_thanks(size: int) -> Attack:
    """Members who thank themselves more than anybody else."""
    ring = paid_fakes(size)
    return Attack(ring, {(each.key, each.key): 1_000 for each in ring} | _polite(ring))


def bought_thanks(size: int) -> Attack:
    """One member pays others to thank her often."""
    sellers = paid_fakes(size)
    return Attack(
        [Person("buyer", own=DUES), *sellers],
        {(each.key, "buyer"): 1_000 for each in sellers} | _polite(sellers),
    )


def admired_ring(size: int) -> Attack:
    """Paid fakes who thank each other, and whom honest members thank too."""
    ring = paid_fakes(size)
    praise = {(_honest(each), ring[each % size].key): 3 for each in range(HONEST)}
    return Attack(ring, all_thank_all(ring), praise)


ATTACKS: Mapping[str, Callable[[int], Attack]] = {
    "paid-ring": paid_ring,
    "free-ring": free_ring,
    "free-ring-with-its-inviter": free_ring_with_its_inviter,
    "self-thanks": self_thanks,
    "bought-thanks": bought_thanks,
    "admired-ring": admired_ring,
}


def paid_fakes(number: int) -> list[Person]:
    return [Person(f"fake{each}", own=DUES, branches=frozenset({each % 4})) for each in range(number)]


def free_fakes(number: int, branches: Iterable[int] = (1, 2)) -> list[Person]:
    return [Person(f"fake{each}", fund=DUES, branches=frozenset(branches)) for each in range(number)]


def all_thank_all(group: Sequence[Person]) -> dict[tuple[str, str], int]:
    """Each thanks the next ones in the round."""
    names = [person.key for person in group]
    steps = range(1, min(_FRIENDS + 1, len(names)))
    return {
        (name, names[(place + step) % len(names)]): _OFTEN
        for place, name in enumerate(names)
        for step in steps
    }


def _polite(group: Sequence[Person]) -> dict[tuple[str, str], int]:
    return {(each.key, _honest(place)): 1 for each in group for place in range(6)}


def _honest(number: int) -> str:
    return f"honest{number % HONEST}"
