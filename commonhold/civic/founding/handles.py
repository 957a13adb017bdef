"""A founder's handle, made of her name."""

from __future__ import annotations

from collections.abc import Sequence

from commonhold.social.people.handles import made_of


def handles_for(names: Sequence[str]) -> list[str]:
    """One handle for each name, all different.

    >>> handles_for(["Ada Lovelace", "Zoë", "ada lovelace", "李"])
    ['ada_lovelace', 'zoe', 'ada_lovelace_2', 'founder']
    """
    made: list[str] = []
    for name in names:
        plain = made_of(name) or "founder"
        tries = [plain, *(f"{plain}_{number}" for number in range(2, len(names) + 1))]
        made.append(next(each for each in tries if each not in made))
    return made
