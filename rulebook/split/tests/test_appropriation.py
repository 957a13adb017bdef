from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.canonical import canonical, parse_canonical
from rulebook.split.appropriation import (
    Creators,
    Interest,
    Losses,
    Patronage,
    Position,
    Reserve,
    Step,
    appropriate,
)

A_TENTH, HALF, ALL = Fraction(1, 10), Fraction(1, 2), Fraction(1)


def test_the_worked_example_of_the_documentation() -> None:
    order: list[Step] = [
        Losses(),
        Reserve(A_TENTH, until=5_000),
        Interest(Fraction(3, 100)),
        Patronage(HALF),
        Creators(ALL),
    ]
    position = Position(
        surplus=10_000,
        losses=1_005,
        reserve=4_500,
        shares=[5_050, 10_000],
        patronage=[500, 100],
        keys=["ada", "ben"],
    )
    done = appropriate(order, position)
    assert [each.plain() for each in done.steps] == [
        {"step": "losses", "before": 10_000, "asked": 1_005, "took": 1_005, "left": 8_995},
        {"step": "reserve", "before": 8_995, "asked": 500, "took": 500, "left": 8_495},
        {"step": "interest", "before": 8_495, "asked": 451, "took": 451, "left": 8_044, "parts": [151, 300]},
        {
            "step": "patronage",
            "before": 8_044,
            "asked": 4_022,
            "took": 4_022,
            "left": 4_022,
            "parts": [3_352, 670],
        },
        {"step": "creators", "before": 4_022, "asked": 4_022, "took": 4_022, "left": 0},
    ]
    assert (done.remainder, done.losses, done.reserve) == (0, 0, 5_000)
    assert parse_canonical(canonical(done.plain())) == done.plain()


def test_the_order_is_the_one_that_was_voted() -> None:
    first = appropriate([Reserve(HALF), Losses()], Position(surplus=100, losses=80))
    assert [(each.kind, each.took) for each in first.steps] == [("reserve", 50), ("losses", 50)]
    assert first.losses == 30
    later = appropriate([Losses(), Reserve(HALF)], Position(surplus=100, losses=80))
    assert [(each.kind, each.took) for each in later.steps] == [("losses", 80), ("reserve", 10)]


def test_a_loss_is_carried_and_nobody_gets_anything() -> None:
    order: list[Step] = [Losses(), Reserve(A_TENTH), Interest(A_TENTH), Patronage(HALF), Creators(ALL)]
    done = appropriate(order, Position(surplus=-700, losses=300, reserve=90, shares=[1_000], patronage=[5]))
    assert [each.took for each in done.steps] == [0, 0, 0, 0, 0]
    assert (done.losses, done.reserve, done.remainder) == (1_000, 90, 0)


def test_a_full_reserve_asks_for_nothing() -> None:
    done = appropriate([Reserve(HALF, until=1_000)], Position(surplus=100, reserve=1_200))
    assert (done.took("reserve"), done.remainder, done.reserve) == (0, 100, 1_200)


def test_the_laws_least_share_of_the_reserve_comes_before_a_smaller_one_that_was_voted() -> None:
    assert appropriate([Reserve(Fraction(0), floor=A_TENTH)], Position(surplus=99)).took("reserve") == 9
    assert appropriate([Reserve(HALF, floor=A_TENTH)], Position(surplus=99)).took("reserve") == 49


def test_interest_never_passes_the_laws_ceiling_and_is_cut_in_proportion_where_too_little_is_left() -> None:
    capped = appropriate([Interest(HALF, ceiling=A_TENTH)], Position(surplus=1_000, shares=[100, 309]))
    assert capped.steps[0].parts == [10, 30]
    short = appropriate([Interest(HALF)], Position(surplus=10, shares=[100, 300]))
    assert (short.steps[0].asked, short.steps[0].took, sum(short.steps[0].parts)) == (200, 10, 10)


def test_patronage_without_patrons_is_left_for_the_next_step() -> None:
    done = appropriate([Patronage(HALF), Creators(ALL)], Position(surplus=100, patronage=[0, 0]))
    assert (done.took("patronage"), done.took("creators")) == (0, 100)


def test_patronage_and_the_creators_share_are_kept_apart() -> None:
    done = appropriate([Patronage(HALF), Creators(HALF)], Position(surplus=100, patronage=[1, 3]))
    assert [(each.kind, list(each.parts)) for each in done.steps] == [
        ("patronage", [12, 38]),
        ("creators", []),
    ]
    assert done.remainder == 25


STEPS = st.permutations(
    [Losses(), Reserve(A_TENTH, until=900), Interest(Fraction(1, 20)), Patronage(HALF), Creators(HALF)]
)


@given(STEPS, st.integers(-5_000, 5_000), st.integers(0, 5_000), st.lists(st.integers(0, 3_000), max_size=4))
def test_no_unit_is_lost_in_any_order(order: list[Step], surplus: int, losses: int, held: list[int]) -> None:
    done = appropriate(
        order, Position(surplus=surplus, losses=losses, reserve=100, shares=held, patronage=held)
    )
    assert sum(each.took for each in done.steps) + done.remainder == max(0, surplus)
    assert done.losses == losses + max(0, -surplus) - done.took("losses") >= 0
    assert done.reserve == 100 + done.took("reserve")
    assert all(sum(each.parts) == each.took for each in done.steps if each.parts)
    assert all(0 <= each.took <= each.before for each in done.steps)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="once in the order"):
        appropriate([Losses(), Losses()], Position(surplus=1))
    with pytest.raises(ValueError, match="between 0 and 1"):
        Reserve(Fraction(3, 2))
    with pytest.raises(ValueError, match="nothing or more"):
        Position(surplus=1, losses=-1)
