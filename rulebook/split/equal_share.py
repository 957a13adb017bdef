"""equal_share_v1: the same for every member, as credit on dues.

The co-op pays first, and outside income tops up, as in own-slice; then every member's part is the same. It
is a credit on the dues of the period and never above them, so inventing members pays nobody. Where the
solidarity fund paid somebody's dues, the credit on them is the fund's.
"""

from dataclasses import dataclass, field

from rulebook.split.economy import Economy, Person
from rulebook.split.largest_remainder import Shares, share_out
from rulebook.split.pool import Money, Pool, pool_of

VERSION = "equal_share_v1"


@dataclass(frozen=True)
class EqualShareSheet:
    """A finished split. Lists have one place for each person; amounts are minor units."""

    economy: Economy
    money: Money
    seed: bytes
    pool: Pool
    share: Shares  # of each member, hers and the fund's together
    credit: list[int]  # on dues that she paid herself
    fund_back: int  # on dues that the fund paid
    kept: int  # what no dues had room for; the co-op's, for the next split
    version: str = field(default=VERSION)


def equal_share_v1(economy: Economy, money: Money, *, seed: bytes) -> EqualShareSheet:
    """The whole split. Thanks are not read. `seed` decides who gets the last units, and nothing else.

    `dues + outside + missing = first + over + credit + fund_back + kept`, to the unit.
    """
    room = [dues_of(person) for person in economy.people]
    pool = pool_of(sum([person.own + person.fund for person in economy.people]), money)
    shared = min(pool.slices, sum(room))
    weights = [1 if each else 0 for each in room]
    share = share_out(shared, weights, seed=seed, limits=room, keys=[person.key for person in economy.people])
    credit = [min(part, person.own) for part, person in zip(share.parts, economy.people, strict=True)]
    return EqualShareSheet(
        economy, money, seed, pool, share, credit, shared - sum(credit), pool.slices - shared
    )


def dues_of(person: Person) -> int:
    """What was paid by her or for her; nothing where no dues are to come on which a credit could stand."""
    return person.own + person.fund if person.stands == "member" else 0
