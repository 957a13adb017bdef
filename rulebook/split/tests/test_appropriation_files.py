"""An appropriation's files: the bundle gives the public file, and the public file gives itself."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.canonical import canonical
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
from rulebook.split.appropriation_files import Case, lines, public_file, read_bundle, replay, write_bundle
from rulebook.split.reading import Malformed

_shares = st.fractions(0, 1, max_denominator=100)
_steps = st.tuples(
    st.just(Losses()),
    st.builds(Reserve, _shares, st.none() | st.integers(0, 10**6), _shares),
    st.builds(Interest, _shares, st.none() | _shares),
    st.builds(Patronage, _shares),
    st.builds(Creators, _shares),
).flatmap(lambda each: st.permutations(each).flatmap(lambda some: st.integers(0, 5).map(lambda n: some[:n])))
_people = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=6)


@st.composite
def cases(draw) -> Case:
    people = draw(_people)
    position = Position(
        surplus=draw(st.integers(-(10**6), 10**6)),
        losses=draw(st.integers(0, 10**5)),
        reserve=draw(st.integers(0, 10**5)),
        shares=[each for each, _paid in people],
        patronage=[paid for _each, paid in people],
        keys=[str(number) for number in range(len(people))],
        seed=b"a published seed",
    )
    salts = [bytes([number]) * 32 for number in range(len(people))]
    return Case(2026, "EUR", 2, draw(_steps), position, salts)


@given(case=cases())
def test_the_bundle_and_the_public_file_give_the_same_bytes(case):
    public = public_file(case)
    assert replay(write_bundle(case)) == public
    assert replay(public) == public
    assert read_bundle(write_bundle(case)).position == case.position


@given(case=cases())
def test_no_cent_of_a_surplus_is_made_or_lost(case):
    sheet = appropriate(case.order, case.position)
    assert sum(each.took for each in sheet.steps) + sheet.remainder == max(0, case.position.surplus)
    told = lines(case, sheet)
    assert sum(each.interest for each in told) == sheet.took("interest")
    assert sum(each.patronage for each in told) == sheet.took("patronage")


def _case() -> Case:
    position = Position(10_000, 100, 0, [5_000], [600], ["7"], b"seed")
    order: list[Step] = [
        Losses(),
        Reserve(Fraction(1, 10)),
        Interest(Fraction(3, 100)),
        Patronage(Fraction(1, 2)),
    ]
    return Case(2026, "EUR", 2, order, position, [b"x" * 32])


@pytest.mark.parametrize("name", ["steps", "remainder", "reserve_after"])
def test_a_result_that_does_not_follow_is_named(name):
    told = json.loads(public_file(_case()))
    told[name] = [] if name == "steps" else told[name] + 1
    with pytest.raises(Malformed, match=name):
        replay(canonical(told))


def test_what_is_no_such_file_is_refused():
    for wrong in (b"{}", canonical({"type": "appropriation-public", "v": 2, "rule": "appropriation_v1"})):
        with pytest.raises(Malformed):
            replay(wrong)
    told = json.loads(write_bundle(_case()))
    told["order"] = [{"step": "gifts"}]
    with pytest.raises(Malformed, match="gifts"):
        replay(canonical(told))
    with pytest.raises(ValueError, match="salt"):
        Case(2026, "EUR", 2, [], Position(1, keys=["7"]), [])
