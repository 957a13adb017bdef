from __future__ import annotations

import random

from commonhold.social.bridging import axis


def two_camps(seed: int) -> tuple[list[int], list[int], list[int]]:
    """Sixty people, of whom the even ones like the even posts and the odd ones the odd."""
    dice = random.Random(seed)  # noqa: S311 - made-up people
    pairs = [(by, of) for by in range(60) for of in range(80) if dice.random() < 0.5]
    said = [1 if (by + of) % 2 == 0 else -1 for by, of in pairs]
    said = [-each if dice.random() < 0.1 else each for each in said]
    return [by for by, _of in pairs], [of for _by, of in pairs], said


def test_two_camps_stand_at_the_two_ends():
    places = [each.place for each in axis.places(*two_camps(1), seed=1)]
    assert all(each < -300 for each in places[::2])
    assert all(each > 300 for each in places[1::2])


def test_the_same_ratings_give_the_same_places_wherever_it_began():
    first, second = (axis.places(*two_camps(2), seed=seed) for seed in (1, 2))
    assert axis.places(*two_camps(2), seed=1) == first
    assert max(abs(a.place - b.place) for a, b in zip(first, second, strict=True)) <= 20


def test_a_later_word_takes_the_place_of_an_earlier_one():
    by, of, said = two_camps(3)
    wrong = [-each for each in said]
    assert axis.places(by + by, of + of, wrong + said, seed=1) == axis.places(by, of, said, seed=1)


def test_where_all_say_the_same_nobody_stands_apart():
    places = axis.places([0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1], seed=1)
    assert len(places) == 2
    assert axis.is_there()
