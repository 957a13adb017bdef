"""Ways to pay: the shortest, all that there is, and never more than somebody allowed."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.trust.economy import Economy
from rulebook.trust.ways import Way, Web, most, ways, web_of

PEOPLE = range(6)
EDGES = st.dictionaries(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 12),
    max_size=18,
)


def web(*edges: tuple[int, int, int]) -> Web:
    return web_of(edges)


def test_one_hop_is_taken_where_it_is_wide_enough():
    found = ways(web((1, 2, 60), (1, 3, 60), (3, 2, 60)), payer=1, payee=2, minutes=60)
    assert found == (Way((1, 2), 60),)


def test_one_longer_way_is_better_than_two_that_share_it():
    found = ways(web((1, 2, 30), (1, 3, 60), (3, 2, 60)), payer=1, payee=2, minutes=60)
    assert found == (Way((1, 3, 2), 60),)


def test_several_ways_are_combined_the_shorter_first():
    narrow = web((1, 9, 10), (1, 2, 20), (2, 9, 20), (1, 3, 30), (3, 4, 25), (4, 9, 30))
    assert ways(narrow, payer=1, payee=9, minutes=50) == (
        Way((1, 9), 10),
        Way((1, 2, 9), 20),
        Way((1, 3, 4, 9), 20),
    )


def test_among_equals_the_smaller_ids_are_taken():
    equal = web((1, 7, 60), (1, 5, 60), (7, 9, 60), (5, 9, 60))
    assert ways(equal, payer=1, payee=9, minutes=60) == (Way((1, 5, 9), 60),)


def test_a_first_choice_that_blocks_others_is_taken_back():
    crossed = web((1, 2, 10), (1, 3, 10), (2, 5, 10), (2, 4, 10), (3, 4, 10), (4, 9, 10), (5, 9, 10))
    assert most(crossed, payer=1, payee=9, at_most=100) == 20


def test_no_way_has_more_than_three_hops_or_than_are_allowed():
    row = web((1, 2, 60), (2, 3, 60), (3, 4, 60), (4, 5, 60))
    assert ways(row, payer=1, payee=4, minutes=60) == (Way((1, 2, 3, 4), 60),)
    assert ways(row, payer=1, payee=5, minutes=1) == ()
    assert ways(row, payer=1, payee=4, minutes=60, most_hops=2) == ()
    assert ways(row, payer=1, payee=3, minutes=60, most_hops=1) == ()


@pytest.mark.parametrize(
    ("payee", "minutes", "hops"), [(1, 60, 3), (2, 0, 3), (2, -5, 3), (2, 60, 0), (2, 60, 4)]
)
def test_what_is_no_payment_is_refused(payee, minutes, hops):
    with pytest.raises(ValueError, match="a payment is of"):
        ways(web((1, 2, 60)), payer=1, payee=payee, minutes=minutes, most_hops=hops)


def _cut(edges, hops):
    """The same number from the other side: the cheapest set of hops without which no way is left.

    Between whole numbers and ways of at most three hops the two agree; every subset of people on the payer's
    side in each row is tried.
    """
    between = [each for each in PEOPLE if each not in (0, 1)]

    def room(a, b):
        return edges.get((a, b), 0)

    if hops == 1:
        return room(0, 1)
    best = None
    for firsts in product([False, True], repeat=len(between)):
        for seconds in product([False, True], repeat=len(between)):
            near, far = dict(zip(between, firsts, strict=True)), dict(zip(between, seconds, strict=True))
            if any(near[each] and not far[each] for each in between):
                continue  # one and the same person has no bound between her two places
            cost = sum(room(0, each) for each in between if not near[each])
            cost += sum(room(each, 1) for each in between if far[each])
            if hops == 3:
                cost += sum(room(a, b) for a in between for b in between if near[a] and not far[b])
            best = cost if best is None else min(best, cost)
    return room(0, 1) + best


@settings(max_examples=60, deadline=None)
@given(EDGES, st.sampled_from([1, 2, 3]))
def test_what_is_found_is_the_most_that_brute_force_finds(edges, hops):
    everything = web_of((a, b, minutes) for (a, b), minutes in edges.items())
    assert most(everything, payer=0, payee=1, at_most=1000, most_hops=hops) == _cut(edges, hops)


@given(EDGES, st.integers(1, 40))
def test_ways_carry_what_is_asked_and_no_hop_more_than_its_room(edges, minutes):
    everything = web_of((a, b, room) for (a, b), room in edges.items())
    found = ways(everything, payer=0, payee=1, minutes=minutes)
    assert bool(found) == (most(everything, payer=0, payee=1, at_most=minutes) == minutes)
    used: dict[tuple[int, int], int] = {}
    for way in found:
        assert (way.people[0], way.people[-1]) == (0, 1)
        assert len(set(way.people)) == len(way.people) <= 4
        for hop in way.hops:
            used[hop] = used.get(hop, 0) + way.minutes
    assert all(minutes <= edges[hop] for hop, minutes in used.items())
    assert sum(each.minutes for each in found) in (0, minutes)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("trust"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(0, 20)),
        st.tuples(st.just("pay"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(1, 20)),
        st.tuples(st.just("cancel"), st.sampled_from(PEOPLE), st.just(0), st.just(0)),
    ).filter(lambda step: step[0] == "cancel" or step[1] != step[2]),
    max_size=40,
)


@given(STEPS)
def test_after_anything_balances_sum_to_zero_and_a_group_owes_at_most_what_it_was_trusted_with(steps):
    town = Economy()
    highest: dict[tuple[int, int], int] = {}
    for what, one, other, minutes in steps:
        before = dict(town.owed)
        balances = [town.balance(each) for each in PEOPLE]
        if what == "trust":
            town.trust(one, other, minutes)
            highest[one, other] = max(highest.get((one, other), 0), minutes)
        elif what == "pay":
            town.pay(one, other, minutes)
            for pair, owed in town.owed.items():
                if owed > before.get(pair, 0):  # what grew is within what is allowed now
                    assert owed <= town.limits.get((pair[1], pair[0]), 0)
        else:
            town.cancel(one)
            assert [town.balance(each) for each in PEOPLE] == balances
        assert sum(town.balance(each) for each in PEOPLE) == 0
    group = {0, 1, 2}
    trusted = sum(limit for (a, b), limit in highest.items() if b in group and a not in group)
    assert town.owed_by(group) <= trusted
