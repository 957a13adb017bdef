"""The formula sentence by sentence, and each decision that the sentences leave open."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rulebook.split.attacks import Said, economy_of
from rulebook.split.economy import MILLION, Economy, Person, Thanks
from rulebook.split.gifts import Roots, gifts
from rulebook.split.own_slice import OwnSliceSheet, OwnSliceTerms, own_slice_v1
from rulebook.split.pool import Money, pool_of

ADA, BEN, DEV = Person("ada", own=1_000), Person("ben", own=500), Person("dev", own=500)
CARO = Person("caro", fund=500, branches=frozenset({1, 2}))
TERMS = OwnSliceTerms(fund_pot=10_000)
A_FIFTH = Fraction(1, 5)


def split(
    people: list[Person], said: Said, money: Money | None = None, terms: OwnSliceTerms = TERMS
) -> OwnSliceSheet:
    return own_slice_v1(economy_of(people, said), money or Money(), terms, seed=b"2027-03")


def friends(number: int) -> list[Person]:
    return [Person(f"friend{each}") for each in range(number)]


def test_the_worked_example_of_the_documentation() -> None:
    """docs/rules/own-slice.md; whoever changes one changes the other."""
    money = Money(costs=1_200, reserve=200, outside=150)
    said = {("ada", "ben"): 4, ("ada", "caro"): 1, ("ada", "dev"): 1} | {
        ("ben", "ada"): 9,
        ("caro", "ada"): 1,
        ("caro", "ben"): 1,
        ("dev", "caro"): 2,
    }
    ben = replace(BEN, branches=frozenset({2, 3}))
    sheet = split([ADA, ben, CARO, DEV], said, money, OwnSliceTerms(fund_pot=100))
    assert sheet.pool.plain() == {
        "dues": 2_500,
        "first": 1_400,
        "outside": 150,
        "rest": 1_100,
        "top_up": 150,
        "over": 0,
        "missing": 0,
        "slices": 1_250,
    }
    assert (sheet.rates.own, sheet.rates.fund) == (Fraction(1, 2), A_FIFTH)
    assert sheet.given.received == [each * MILLION for each in (70, 100, 150, 100)]
    assert sheet.paid == [70, 100, 150, 100]
    assert sheet.fund_back == 230
    assert sheet.credit.parts == [300, 150, 0, 150]
    assert sheet.kept == 0


def test_the_co_op_pays_losses_costs_and_the_reserve_first_and_what_is_missing_is_a_loss() -> None:
    short = pool_of(1_000, Money(losses=300, costs=800, reserve=100, outside=50))
    assert (short.slices, short.missing, short.rest, short.top_up) == (0, 150, 0, 0)
    carried = pool_of(1_000, Money(losses=300, costs=800, outside=200))
    assert (carried.slices, carried.missing) == (100, 0)


def test_outside_income_tops_slices_up_to_the_dues_and_the_rest_stays_with_the_co_op() -> None:
    sheet = split([ADA, BEN], {("ada", "ben"): 1}, Money(costs=600, outside=5_000))
    assert sheet.pool.slices == 1_500
    assert sheet.pool.over == 4_400
    assert sheet.rates.own == 1
    assert sheet.credit.parts == [800, 500]  # with the 200 that she gave, Ada's dues are used up
    assert sheet.paid == [0, 200]


def test_a_count_has_the_square_root_of_its_weight_in_whole_millionths() -> None:
    roots = Roots()
    assert [roots[count] for count in (1, 2, 4, 100)] == [MILLION, 1_414_213, 2 * MILLION, 10 * MILLION]


def test_a_hundred_thanks_are_worth_ten_times_one() -> None:
    assert gifts(1_100, [10 * MILLION, MILLION], cap=1_100) == [1_000, 100]


def test_nobody_gets_more_than_a_fifth_and_what_the_cap_cuts_off_goes_to_the_others_thanked() -> None:
    assert gifts(1_000, [9, 1, 1, 1, 1, 1, 1, 1, 1], cap=200) == [200, *[100] * 8]
    assert gifts(1_000, [90, 60, 1, 1, 1, 1], cap=200) == [200, 200, 150, 150, 150, 150]
    assert gifts(1_000, [900, 300, 100, 1, 1], cap=200) == [200] * 5


def test_whoever_thanks_fewer_than_five_gives_a_fifth_to_each_and_the_rest_is_left() -> None:
    sheet = split([ADA, BEN], {("ada", "ben"): 3})
    assert sheet.paid == [0, 200]
    assert sheet.credit.parts == [800, 500]


def test_the_cap_is_a_parameter() -> None:
    sheet = split([ADA, BEN], {("ada", "ben"): 3}, terms=OwnSliceTerms(to_one=Fraction(1)))
    assert sheet.paid == [0, 1_000]


def test_what_is_left_returns_to_everybody_in_proportion_to_the_dues_they_paid() -> None:
    sheet = split([ADA, BEN, DEV], {}, Money(costs=1_000))
    assert sheet.credit.parts == [500, 250, 250]


def test_the_last_cents_of_credit_go_to_the_largest_remainders_and_then_by_lot() -> None:
    people = [Person(f"p{each}", own=500) for each in range(3)]
    sheets = [
        own_slice_v1(economy_of(people, {}), Money(costs=1_000), TERMS, seed=seed)
        for seed in (b"a", b"b", b"c")
    ]
    assert all(sorted(sheet.credit.parts) == [166, 167, 167] for sheet in sheets)
    assert len({tuple(sheet.credit.parts) for sheet in sheets}) > 1


def test_thanks_to_oneself_count_for_nothing() -> None:
    said: Said = {("ada", f"friend{each}"): 1 for each in range(5)}
    assert (
        split([ADA, *friends(5)], dict(said) | {("ada", "ada"): 99}).paid
        == split([ADA, *friends(5)], said).paid
    )


def test_thanks_to_people_outside_count_for_nothing_and_the_others_get_their_part() -> None:
    eve = Person("eve", stands="outside")
    said = {("ada", f"friend{each}"): 1 for each in range(5)} | {("ada", "eve"): 50}
    assert split([ADA, *friends(5), eve], said).paid == [0, *[200] * 5, 0]


def test_whoever_left_gives_and_gets_what_was_thanked_but_no_credit_since_no_dues_will_come() -> None:
    left = Person("gone", own=500, stands="left")
    sheet = split([ADA, left], {("ada", "gone"): 1, ("gone", "ada"): 1}, Money(costs=750))
    assert sheet.paid == [50, 100]
    assert sheet.credit.parts == [600, 0]


def test_what_no_dues_have_room_for_stays_with_the_co_op() -> None:
    sheet = split([Person("gone", own=500, stands="left"), Person("dev", own=100)], {})
    assert (sheet.credit.parts, sheet.kept) == ([0, 100], 500)


def test_whoever_paid_nothing_has_no_slice_and_is_thanked_like_anybody() -> None:
    owing = Person("finn")
    sheet = split([ADA, owing], {("ada", "finn"): 1, ("finn", "ada"): 1})
    assert sheet.paid == [0, 200]
    assert sheet.credit.parts[1] == 0


def test_the_funds_slices_come_out_of_a_voted_pot_and_are_cut_alike() -> None:
    free = [Person(f"free{each}", fund=500) for each in range(4)]
    said = {(person.key, f"friend{each}"): 1 for person in free for each in range(5)}
    whole = split([*free, *friends(5)], said)
    cut = split([*free, *friends(5)], said, terms=OwnSliceTerms(fund_pot=1_000))
    none = split([*free, *friends(5)], said, terms=OwnSliceTerms())
    assert (sum(whole.paid), whole.fund_back) == (2_000, 0)
    assert (sum(cut.paid), cut.fund_back) == (1_000, 1_000)
    assert (sum(none.paid), none.fund_back) == (0, 2_000)


def test_the_funds_slice_never_reaches_the_members_own_branches_but_all_others_whom_she_thanked() -> None:
    near = [Person(f"near{each}", branches=frozenset({each, 9})) for each in (1, 2)]
    far = [Person(f"far{each}", branches=frozenset({3})) for each in range(5)]
    said = {("caro", person.key): 1 for person in [*near, *far]}
    assert split([CARO, *near, *far], said).paid == [0, 0, 0, *[100] * 5]


def test_a_paying_members_slice_reaches_her_own_branch() -> None:
    ada = replace(ADA, branches=frozenset({1}))
    near = Person("near", branches=frozenset({1}))
    assert split([ada, near], {("ada", "near"): 1}).paid == [0, 200]


def test_what_is_left_of_the_funds_slice_is_the_funds_again_and_nobodys_credit() -> None:
    sheet = split([CARO, DEV], {("caro", "dev"): 1}, Money(costs=500))
    assert sheet.paid == [0, 50]
    assert sheet.fund_back == 200
    assert sheet.credit.parts == [0, 250]


def test_what_somebody_receives_is_rounded_down_once_and_what_rounding_leaves_is_credited() -> None:
    givers = [Person(f"giver{each}", own=33) for each in range(7)]
    sheet = split([*givers, Person("ada")], {(giver.key, "ada"): 1 for giver in givers}, Money(costs=100))
    assert sheet.given.received[-1] == 7 * (33 * 131 * MILLION // 231 // 5)
    assert sheet.paid[-1] == 26  # 26.199999
    assert sheet.credit.total == 131 - 26 - sheet.kept


@pytest.mark.parametrize("cost", [0, 1, 999, 1_000, 1_001])
def test_a_currency_without_decimals_is_shared_like_any(cost: int) -> None:
    yen = [Person("ada", own=1), Person("ben", own=1_000)]
    sheet = split(yen, {("ben", "ada"): 1}, Money(costs=cost))
    assert 1_001 + sheet.pool.missing == (
        cost + sum(sheet.paid) + sheet.credit.total + sheet.fund_back + sheet.kept + sheet.pool.over
    )


def test_nobody_at_all_shares_nothing() -> None:
    sheet = split([], {}, Money(costs=5, outside=7))
    assert (sheet.pool.over, sheet.kept, sheet.paid) == (2, 0, [])


def test_terms_and_people_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="some part of a slice"):
        OwnSliceTerms(to_one=Fraction(0))
    with pytest.raises(ValueError, match="pot"):
        OwnSliceTerms(fund_pot=-1)
    with pytest.raises(ValueError, match="nothing or more"):
        Money(costs=-1)
    with pytest.raises(ValueError, match="dues are nothing or more"):
        Person("ada", own=-1)
    with pytest.raises(ValueError, match="pays no dues"):
        Person("eve", own=1, stands="outside")
    with pytest.raises(ValueError, match="same key"):
        Economy([ADA, ADA], Thanks.said({}, people=2))
    with pytest.raises(ValueError, match="other people"):
        Economy([ADA], Thanks.said({}, people=2))


@pytest.mark.parametrize(
    ("starts", "to", "counts"),
    [
        ([], [], []),
        ([0, 1], [], []),
        ([0, 1], [0], []),
        ([1, 1], [0], [1]),
        ([0, 2, 1], [0], [1]),
        ([0, 1], [1], [1]),
        ([0, 1], [-1], [1]),
        ([0, 1], [0], [0]),
        ([0, 2, 2], [1, 1], [1, 1]),
    ],
)
def test_thanks_that_are_not_grouped_by_giver_are_refused(
    starts: list[int], to: list[int], counts: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        Thanks(starts, to, counts)
