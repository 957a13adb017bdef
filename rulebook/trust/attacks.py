"""Made-up groups that try to take more than others trusted them with, in a circle of sixty honest people.

They are run as tests, and shown to everybody. One bound holds in all of them: what a group owes to outsiders
is at most the limits that outsiders gave it, whatever it says, and however many it pretends to be.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rulebook.trust.economy import Economy

HONEST = 60
#: Each honest person trusts the next three for five hours.
_LIMIT, _NEXT = 300, 3
_HUGE = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """In minutes. `accounts`: how many it pretended to be."""

    accounts: int
    trusted: int  # the limits that outsiders gave the group, when it was over
    took: int  # what it owes them

    @property
    def held(self) -> bool:
        return self.took <= self.trusted


def ring_of_fakes(size: int) -> Outcome:
    """One person whom two others trust makes up many accounts, and lets them trust each other without end."""
    town, fakes = _town(), _fakes(size)
    _trust_each_other(town, fakes)
    town.trust(0, fakes[0], _LIMIT)
    town.trust(20, fakes[0], _LIMIT)
    return _spend_all(town, fakes)


def long_con(size: int) -> Outcome:
    """A group works well for months and is trusted further each time; then it spends all and goes."""
    town, fakes = _town(), _fakes(size)
    for month in range(1, 7):
        for place, fake in enumerate(fakes):
            host = place % HONEST
            town.trust(host, fake, 60 * month)
            town.trust(fake, host, 60 * month)
            town.pay(host, fake, 30)
            town.pay(fake, host, 30)
    return _spend_all(town, fakes)


def flood_of_limits(size: int) -> Outcome:
    """Many accounts trust everybody without end, so that ways lead through them; one of them is trusted."""
    town, fakes = _town(), _fakes(size)
    _trust_each_other(town, fakes)
    for fake in fakes:
        for each in range(HONEST):
            town.trust(fake, each, _HUGE)
    town.trust(0, fakes[0], _LIMIT)
    for each in range(0, HONEST, 4):
        town.pay(each, (each + 7) % HONEST, 60)
    return _spend_all(town, fakes)


def circles_cancelled(size: int) -> Outcome:
    """The ring cancels circles of debts with each other after every purchase, to have room again."""
    town, fakes = _town(), _fakes(size)
    _trust_each_other(town, fakes)
    town.trust(0, fakes[0], _LIMIT)
    for place, fake in enumerate(fakes):
        town.pay(fake, (place * 7) % HONEST, 60)
        town.pay(fake, fakes[(place + 1) % size], 600)
        town.cancel(fake)
    return _spend_all(town, fakes)


ATTACKS: Mapping[str, Callable[[int], Outcome]] = {
    "ring-of-fakes": ring_of_fakes,
    "long-con": long_con,
    "flood-of-limits": flood_of_limits,
    "circles-cancelled": circles_cancelled,
}


def _town() -> Economy:
    town = Economy()
    for each in range(HONEST):
        for step in range(1, _NEXT + 1):
            town.trust(each, (each + step) % HONEST, _LIMIT)
            town.trust((each + step) % HONEST, each, _LIMIT)
    return town


def _fakes(size: int) -> Sequence[int]:
    return range(1000, 1000 + size)


def _trust_each_other(town: Economy, fakes: Sequence[int]) -> None:
    for place, fake in enumerate(fakes):
        for step in (1, 2, 3):
            town.trust(fake, fakes[(place + step) % len(fakes)], _HUGE)
            town.trust(fakes[(place + step) % len(fakes)], fake, _HUGE)


def _spend_all(town: Economy, fakes: Sequence[int]) -> Outcome:
    """Every account buys from everybody until nobody sells it anything any more, in pieces of 30 minutes."""
    for fake in fakes:
        for each in range(HONEST):
            while town.pay(fake, each, 30):
                pass
    inside = set(fakes)
    trusted = sum(limit for (a, b), limit in town.limits.items() if b in inside and a not in inside)
    return Outcome(len(fakes), trusted, town.owed_by(fakes))
