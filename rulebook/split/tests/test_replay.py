"""Auditors replay everything, members their own line, everybody the sums. All get the same bytes."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.canonical import canonical
from rulebook.split.attacks import economy_of
from rulebook.split.bundle import Bundle, Heading, read_bundle, write_bundle
from rulebook.split.economy import Economy, Person
from rulebook.split.own_slice import OwnSliceTerms
from rulebook.split.pool import Money
from rulebook.split.reading import Malformed
from rulebook.split.replay import Split, check_statement, replay
from rulebook.split.tests.economies import economies, moneys, terms

HEADING = Heading("own_slice_v1", "2027-03", "EUR", 2, "2027-03-lot")
PEOPLE = [
    Person("ada", own=1_000, branches=frozenset({1})),
    Person("ben", own=500, branches=frozenset({2, 3})),
    Person("caro", fund=500, branches=frozenset({1, 2})),
    Person("dev", own=500, branches=frozenset({3})),
    Person("gone", own=500, stands="left"),
    Person("eve", stands="outside"),
]
SAID = {("ada", "ben"): 4, ("ada", "caro"): 1, ("ada", "eve"): 9, ("caro", "dev"): 1, ("caro", "ben"): 1} | {
    ("ben", "ada"): 9,
    ("dev", "caro"): 2,
}


def bundle(
    economy: Economy | None = None, money: Money | None = None, by: OwnSliceTerms | None = None
) -> Bundle:
    economy = economy or economy_of(PEOPLE, SAID)
    salts = [sha256(f"salt {each}".encode()).digest() for each in range(len(economy.people))]
    return Bundle(
        HEADING, money or Money(costs=1_201, outside=150), by or OwnSliceTerms(fund_pot=100), economy, salts
    )


def equal() -> Bundle:
    whole = bundle()
    heading = Heading("equal_share_v1", "2027-03", "EUR", 2, "2027-03-lot")
    return Bundle(heading, whole.money, None, whole.economy, whole.salts)


both_rules = pytest.mark.parametrize("made", [bundle, equal])


def altered(data: bytes, change: Callable[[Any], None]) -> bytes:
    value = json.loads(data)
    change(value)
    return canonical(value)


@both_rules
def test_a_bundle_comes_back_from_its_file(made: Callable[[], Bundle]) -> None:
    written = write_bundle(made())
    assert write_bundle(read_bundle(written)) == written
    assert read_bundle(written).economy.people == PEOPLE


@both_rules
def test_the_bundle_and_the_public_file_give_the_same_bytes(made: Callable[[], Bundle]) -> None:
    public = Split.of(made()).public
    assert replay(write_bundle(made())) == public
    assert replay(public) == public
    assert replay(public + b"\n") == public


@given(economies(), moneys(), terms())
def test_any_split_is_replayed_from_any_of_its_files(
    economy: Economy, money: Money, by: OwnSliceTerms
) -> None:
    split = Split.of(bundle(economy, money, by))
    assert replay(write_bundle(split.bundle)) == replay(split.public) == split.public
    for index, person in enumerate(economy.people):
        if person.stands != "outside":
            assert check_statement(split.statement(index), split.public) == ()
            salted = split.bundle.salts[index] + canonical(split.line(index))
            assert sha256(salted).hexdigest() in json.loads(split.public)["commitments"]


@both_rules
def test_every_member_works_out_her_own_line(made: Callable[[], Bundle]) -> None:
    split = Split.of(made())
    for index in range(5):
        assert check_statement(split.statement(index), split.public) == ()


def test_the_public_file_names_nobody_and_its_commitments_stand_in_no_order_of_people() -> None:
    public = json.loads(Split.of(bundle()).public)
    assert not {"ada", "ben", "caro", "dev", "gone", "eve"} & set(
        json.dumps(public).replace('"', " ").split()
    )
    assert len(public["commitments"]) == 5  # eve stands outside
    assert public["commitments"] == sorted(public["commitments"])


def test_two_co_ops_that_differ_in_whom_the_fund_carries_differ_in_commitments_alone() -> None:
    carried = [Person("ben", own=500), Person("caro", fund=500), Person("dev", own=500)]
    swapped = [Person("ben", fund=500), Person("caro", own=500), Person("dev", own=500)]
    one, two = (json.loads(Split.of(bundle(economy_of(people, {}))).public) for people in (carried, swapped))
    assert one.pop("commitments") != two.pop("commitments")
    assert one == two


@pytest.mark.parametrize("name", ["pool", "rates", "credit", "fund_back", "kept"])
def test_a_result_that_does_not_follow_from_the_figures_is_found(name: str) -> None:
    def change(public: dict[str, Any]) -> None:
        if isinstance(public[name], int):
            public[name] += 1
        else:
            first = next(iter(public[name]))
            public[name][first] = [1, 3] if name == "rates" else public[name][first] + 1

    with pytest.raises(Malformed, match=f"{name} does not follow"):
        replay(altered(Split.of(bundle()).public, change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda public: public["given"].update(own="99999.000000"), "more was given than there were slices"),
        (lambda public: public.update(paid=99_999), "more was paid than was given"),
        (lambda public: public.update(extra=1), "extra"),
        (lambda public: public.pop("room"), "room"),
        (lambda public: public["commitments"].reverse(), "sorted"),
        (lambda public: public["money"].update(costs=-1), "costs is no whole number"),
        (lambda public: public["terms"].clear(), "lacks the terms"),
        (lambda public: public["terms"].update(to_one=[1, 0]), "to_one is no share"),
        (lambda public: public.update(rule="mine_v1"), "no rule is called “mine_v1”"),
        (lambda public: public.update(v=2), "version 1"),
        (lambda public: public.update(type="minutes"), "and this is a minutes"),
    ],
)
def test_a_public_file_that_contradicts_itself_is_refused(change: Callable[[Any], None], words: str) -> None:
    with pytest.raises(Malformed, match=words):
        replay(altered(Split.of(bundle()).public, change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda line: line.update(own=1_001), "the slice is not what is left of these dues"),
        (
            lambda line: line["gave"][0].update(own_reaches=0),
            "what this slice gave is not what the thanks say",
        ),
        (lambda line: line["gave"][0].update(fund="0.000001"), "what the fund gave for this person"),
        (lambda line: line["gave"][0].update(to="ada"), "a slice went to the person herself"),
        (
            lambda line: line.update(paid=line["paid"] + 1),
            "what was paid is not what was received, rounded down",
        ),
        (lambda line: line.update(credit=line["credit"] + 1), "the credit does not follow from the dues"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_even_where_the_commitment_is_to_that_line(
    change: Callable[[Any], None], words: str
) -> None:
    split = Split.of(bundle())
    forged = altered(split.statement(0), lambda said: change(said["line"]))
    said = json.loads(forged)
    honest = sha256(bytes.fromhex(said["salt"]) + canonical(split.line(0))).hexdigest()
    false = sha256(bytes.fromhex(said["salt"]) + canonical(said["line"])).hexdigest()
    public = altered(
        split.public,
        lambda sums: sums.update(
            commitments=sorted(false if each == honest else each for each in sums["commitments"])
        ),
    )
    forged = altered(forged, lambda said: said.update(public=sha256(public).hexdigest()))
    assert any(words in fault for fault in check_statement(forged, public))


def test_a_line_that_was_not_committed_to_and_another_months_statement_are_found() -> None:
    split, other = Split.of(bundle()), Split.of(bundle(money=Money(costs=1)))
    faults = check_statement(split.statement(0), other.public)
    assert "the statement belongs to another public file" in faults
    assert "the public file does not hold the commitment to this line" in faults
    salted = altered(split.statement(0), lambda said: said.update(salt="00" * 32))
    assert check_statement(salted, split.public) == (
        "the public file does not hold the commitment to this line",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda b: b["people"][0].update(own="500"), "people 1: own is no whole number"),
        (lambda b: b["people"][0].update(own=True), "own is no whole number"),
        (lambda b: b["people"][4].update(key="dev"), "same key"),
        (lambda b: b["people"][0].update(stands="king"), "nobody stands so"),
        (lambda b: b["people"][0].update(salt="00"), "salt of 32 bytes"),
        (lambda b: b["people"][0]["thanked"].update(gus=1), "“gus” is not among the people"),
        (lambda b: b["people"][0]["thanked"].update(ben=0), "counted from one up"),
        (lambda b: b["people"][5].update(own=5), "pays no dues"),
        (lambda b: b.update(people={}), "people is no list"),
        (lambda b: b.update(seed=5), "seed is no text"),
        (lambda b: b.update(v=2), "version 1"),
        (lambda b: b["terms"].update(to_one=[0, 5]), "some part of a slice"),
        (lambda b: b.update(rule="mine_v1"), "no rule is called"),
        (lambda b: b.update(terms={}), "lacks the terms"),
        (lambda b: b.update(rule="equal_share_v1"), "equal shares have no terms"),
    ],
)
def test_a_bundle_that_no_split_accepts_is_refused_with_the_place(
    change: Callable[[Any], None], words: str
) -> None:
    with pytest.raises(Malformed, match=words):
        replay(altered(write_bundle(bundle()), change))


def test_other_spellings_of_the_same_are_refused() -> None:
    with pytest.raises(Malformed, match="canonical"):
        replay(json.dumps(json.loads(write_bundle(bundle()))).encode())
    with pytest.raises(Malformed, match="not JSON"):
        replay(b"{")
    with pytest.raises(Malformed, match="no object"):
        replay(b"[]")


@given(st.integers(0, 5))
def test_amounts_that_do_not_fit_a_double_are_written_all_the_same(power: int) -> None:
    """A million members of a currency with many units: millionths are texts, so no number is too large."""
    people = [Person(f"p{each}", own=7_500_000 * 10**power) for each in range(20)]
    split = Split.of(bundle(economy_of(people, {("p0", "p1"): 1}), Money()))
    assert replay(write_bundle(split.bundle)) == replay(split.public) == split.public
