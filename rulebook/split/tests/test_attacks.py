"""Who tries to take more than is hers.

Rings of paid and of free fakes, self-thanks, bought thanks, income from outside.
"""

from dataclasses import replace

import pytest

from rulebook.split.attacks import (
    ATTACKS,
    DUES,
    HONEST,
    Attack,
    all_thank_all,
    attempt,
    economy_of,
    free_fakes,
    free_ring,
    paid_fakes,
    paid_ring,
)
from rulebook.split.economy import Person
from rulebook.split.equal_share import equal_share_v1
from rulebook.split.own_slice import OwnSliceTerms, own_slice_v1
from rulebook.split.pool import Money

POT = 2_000
TERMS = OwnSliceTerms(fund_pot=POT)
PLAIN = Money(costs=15_000, reserve=1_000)
#: Months in which dues carry the costs, in which sponsors do, in which they bring riches, and with a loss.
MONTHS = {
    "plain": PLAIN,
    "sponsored": replace(PLAIN, outside=16_000),
    "rich": replace(PLAIN, outside=10_000_000),
    "poor": replace(PLAIN, losses=10_000_000),
}

sizes = pytest.mark.parametrize("size", [2, 20, 200])
months = pytest.mark.parametrize("month", MONTHS)


@sizes
@months
@pytest.mark.parametrize("name", ATTACKS)
def test_a_group_takes_at_most_what_it_paid_in_and_what_outsiders_thanked_it_for(
    size: int, month: str, name: str
) -> None:
    outcome = attempt(ATTACKS[name](size), MONTHS[month], TERMS)
    assert outcome.held


@sizes
def test_a_ring_of_paid_fakes_bears_its_part_of_the_costs_like_anybody(size: int) -> None:
    attack = paid_ring(size)
    dues = attack.paid_in + HONEST * DUES
    its_costs = PLAIN.first * attack.paid_in // dues
    assert attempt(attack, PLAIN, TERMS).took <= attack.paid_in - its_costs + size  # a cent each for rounding


@sizes
@months
def test_a_ring_of_free_fakes_of_the_same_vouchers_takes_nothing_however_large_the_pot(
    size: int, month: str
) -> None:
    assert attempt(free_ring(size), MONTHS[month], OwnSliceTerms(fund_pot=10_000_000)).took == 0


@sizes
@months
def test_free_fakes_of_many_branches_share_one_voted_pot_however_many_they_are(size: int, month: str) -> None:
    """Vouchers of four branches must conspire; then the loss is the pot, and no more."""
    ring = [
        *free_fakes(size, {1, 2}),
        *[replace(each, key=f"{each.key}b") for each in free_fakes(size, {3, 0})],
    ]
    attack = Attack(ring, all_thank_all(ring[::2] + ring[1::2]))
    assert attempt(attack, MONTHS[month], TERMS).took <= POT
    assert attempt(attack, MONTHS[month], OwnSliceTerms(fund_pot=0)).took == 0


def test_the_pot_is_what_such_a_ring_could_take_so_the_bound_is_no_empty_word() -> None:
    ring = [
        person
        for pair in zip(
            free_fakes(20, {1, 2}),
            [replace(each, key=f"{each.key}b") for each in free_fakes(20, {3, 0})],
            strict=True,
        )
        for person in pair
    ]
    assert attempt(Attack(ring, all_thank_all(ring)), PLAIN, TERMS).took > POT // 2


def test_thanking_oneself_changes_nobodys_gifts() -> None:
    vain = ATTACKS["self-thanks"](2)
    modest = replace(vain, said={pair: count for pair, count in vain.said.items() if pair[0] != pair[1]})
    one = own_slice_v1(vain.economy(), PLAIN, TERMS, seed=b"")
    two = own_slice_v1(modest.economy(), PLAIN, TERMS, seed=b"")
    assert (one.paid, one.credit) == (two.paid, two.credit)


def test_a_bought_thanks_is_worth_a_fifth_of_the_sellers_slice_at_most_however_often_it_is_said() -> None:
    people = [Person("buyer"), Person("seller", own=DUES), *[Person(f"other{each}") for each in range(10)]]
    said = {("seller", f"other{each}"): 1 for each in range(10)} | {("seller", "buyer"): 10**5}
    sheet = own_slice_v1(economy_of(people, said), Money(), TERMS, seed=b"")
    assert sheet.paid[0] == DUES // 5
    assert sum(sheet.paid) == DUES


@sizes
def test_however_much_comes_from_outside_one_more_fake_takes_no_more_than_it_pays(size: int) -> None:
    attack = paid_ring(size)
    for outside in (0, 1_000, 10**6, 10**9):
        outcome = attempt(attack, replace(PLAIN, outside=outside), TERMS)
        assert outcome.took <= outcome.paid_in


@sizes
@months
def test_splitting_ones_dues_among_fakes_brings_no_more_credit_but_for_a_cent_of_rounding_each(
    size: int, month: str
) -> None:
    one = Attack([Person("one", own=size * 100)], {})
    many = Attack([Person(f"part{each}", own=100) for each in range(size)], {})
    took = [attempt(attack, MONTHS[month], TERMS).took for attack in (one, many)]
    assert took[1] <= took[0] + size


@sizes
@months
def test_equal_shares_give_no_ring_more_than_it_paid(size: int, month: str) -> None:
    for ring in (paid_fakes(size), free_fakes(size)):
        attack = Attack(ring, {})
        sheet = equal_share_v1(attack.economy(), MONTHS[month], seed=b"2027")
        assert sum(sheet.credit[each] for each in attack.indexes) <= attack.paid_in
