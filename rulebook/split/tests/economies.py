"""Made-up co-ops of any kind, for properties that hold in all of them."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from rulebook.split.economy import Economy, Person, Stands, Thanks
from rulebook.split.own_slice import OwnSliceSheet, OwnSliceTerms
from rulebook.split.pool import Money

#: How many co-ops a property is tried on; `pytest --hypothesis-profile=long` tries 5,000.
MANY = max(200, settings().max_examples)

_AMOUNTS = st.integers(0, 5_000)


@st.composite
def persons(draw: st.DrawFn, number: int) -> Person:
    stands: Stands = draw(st.sampled_from(["member", "member", "member", "left", "outside"]))
    paid = draw(st.sampled_from(["own", "own", "fund", "both", "none"])) if stands != "outside" else "none"
    return Person(
        f"p{number}",
        own=draw(_AMOUNTS) if paid in {"own", "both"} else 0,
        fund=draw(_AMOUNTS) if paid in {"fund", "both"} else 0,
        branches=frozenset(draw(st.sets(st.integers(1, 4), max_size=2))),
        stands=stands,
    )


@st.composite
def economies(draw: st.DrawFn) -> Economy:
    size = draw(st.integers(0, 8))
    people = [draw(persons(number)) for number in range(size)]
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    said = draw(st.dictionaries(pairs, st.integers(1, 40), max_size=24)) if size else {}
    return Economy(people, Thanks.said(said, people=size))


def moneys() -> st.SearchStrategy[Money]:
    return st.builds(
        Money,
        losses=_AMOUNTS,
        costs=_AMOUNTS,
        reserve=_AMOUNTS,
        before=_AMOUNTS,
        outside=st.integers(0, 40_000),
    )


def terms() -> st.SearchStrategy[OwnSliceTerms]:
    return st.builds(
        OwnSliceTerms,
        to_one=st.fractions(Fraction(1, 50), 1, max_denominator=50),
        fund_pot=_AMOUNTS,
    )


def takes(sheet: OwnSliceSheet, group: Sequence[int]) -> int:
    """What these people get together, as money and as credit."""
    return sum(sheet.paid[each] + sheet.credit.parts[each] for each in group)
