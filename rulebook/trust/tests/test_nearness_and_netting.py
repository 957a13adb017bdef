"""Who is near, and what cancels out."""

from hypothesis import given
from hypothesis import strategies as st

from rulebook.trust.nearness import GRAINS, nearness
from rulebook.trust.netting import Circle, after, circles

TIES = st.dictionaries(
    st.integers(0, 7), st.dictionaries(st.integers(0, 7), st.integers(1, 600), max_size=5), max_size=8
)
DEBTS = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-50, 50).filter(bool),
)


def seen_from(start, ties):
    return nearness(start, lambda wanted: {each: ties.get(each, {}) for each in wanted})


def test_whom_one_trusts_is_nearer_than_whom_they_trust():
    near = seen_from(1, {1: {2: 60, 3: 60}, 2: {4: 60}, 3: {5: 60}, 5: {6: 60}})
    assert near[2] > near[4] > near[6] > 0
    assert 7 not in near


def test_further_trust_is_nearer():
    near = seen_from(1, {1: {2: 60, 3: 600}})
    assert near[3] > near[2]


def test_who_trusts_nobody_has_nobody_near():
    assert seen_from(1, {2: {1: 600}}) == {}


@given(TIES)
def test_grains_are_shared_and_never_made(ties):
    near = seen_from(0, ties)
    assert sum(near.values()) <= GRAINS
    assert all(each > 0 for each in near.values())
    assert near == seen_from(0, dict(reversed(ties.items())))


def test_a_thousand_fakes_behind_one_tie_share_what_came_over_that_tie():
    honest = {1: {2: 300, 3: 300}, 2: {1: 300, 9: 60}}
    lonely = seen_from(1, honest)[9]
    ring = {**honest, 9: {1000 + each: 600 for each in range(1000)}}
    ring |= {1000 + each: {9: 600} for each in range(1000)}
    near = seen_from(1, ring)
    assert near[9] == lonely
    assert sum(grains for each, grains in near.items() if each > 9) <= lonely * 10 // 3 - lonely
    assert max(grains for each, grains in near.items() if each > 9) < lonely // 100


def test_a_circle_of_three_cancels_by_the_smallest_debt():
    debts = {(1, 2): 60, (2, 3): 45, (3, 1): 90}
    found = circles(debts, through=2)
    assert found == (Circle((2, 3, 1), 45),)
    assert after(debts, found) == {(1, 2): 15, (3, 1): 45}


def test_circles_elsewhere_are_left_alone():
    assert circles({(1, 2): 60, (2, 3): 60, (3, 1): 60}, through=4) == ()


@given(DEBTS, st.integers(0, 5))
def test_cancelling_leaves_every_balance_as_it_was_and_no_debt_grows(signed, person):
    debts = {(a, b) if minutes > 0 else (b, a): abs(minutes) for (a, b), minutes in signed.items()}
    left = after(debts, circles(debts, through=person))

    def balances(owed):
        return [
            sum(minutes for (_a, b), minutes in owed.items() if b == each)
            - sum(minutes for (a, _b), minutes in owed.items() if a == each)
            for each in range(6)
        ]

    assert balances(left) == balances(debts)
    assert all(0 < minutes <= debts[pair] for pair, minutes in left.items())
