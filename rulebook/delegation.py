"""Who votes for whom, where somebody has not voted herself.

Source: Christian Blum and Christina Isabel Zuber, "Liquid Democracy: Potentials, Problems, and Perspectives",
Journal of Political Philosophy 24 (2016): delegation is transitive, and one's own ballot always comes first.
"""

from collections.abc import Collection, Mapping, Sequence


def chain(person: int, delegations: Mapping[int, int], cast: Collection[int]) -> tuple[int, ...]:
    """From `person` over those to whom the vote passes, up to somebody who has cast a ballot.

    It ends earlier where nobody is named, and before whoever would close a circle: then nobody carries it.

    >>> chain(1, {1: 2, 2: 3, 3: 1}, {3})
    (1, 2, 3)
    >>> chain(1, {1: 2, 2: 1}, set())
    (1, 2)
    """
    way = [person]
    while way[-1] not in cast:
        following = delegations.get(way[-1])
        if following is None or following in way:
            break
        way.append(following)
    return tuple(way)


def carriers(
    delegations: Mapping[int, int], cast: Collection[int], *, most: int, order: Sequence[int]
) -> dict[int, int]:
    """Who carries whose vote: `delegations` are from whom to whom, `cast` those who voted themselves.

    A vote passes on along the chain; in a circle that nobody in it breaks by voting, it is not cast. Nobody
    carries more than `most`: those who come earlier in `order` are carried first.

    >>> carriers({1: 2, 2: 3, 4: 3}, {3}, most=2, order=[4, 2, 1])
    {4: 3, 2: 3}
    """
    carried: dict[int, int] = {}
    load: dict[int, int] = {}
    for person in order:
        if person in cast or person not in delegations:
            continue
        last = chain(person, delegations, cast)[-1]
        if last in cast and load.get(last, 0) < most:
            carried[person] = last
            load[last] = load.get(last, 0) + 1
    return carried
