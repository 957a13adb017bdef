"""No total gives away a number that few people stand behind."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.suppression import CLOSEST, LEAST_PEOPLE, Cell, Line, is_dominated, most, withheld

_COUNTS = st.integers(0, 9)


def crossed(numbers: Sequence[Sequence[int]]) -> tuple[dict[str, Cell], list[Line]]:
    """A table of counts of people with both margins and the total of all."""
    cells = {f"{r}.{c}": Cell(n, n) for r, row in enumerate(numbers) for c, n in enumerate(row)}
    high, wide = len(numbers), len(numbers[0])
    cells |= {f"row{r}": Cell(sum(row), sum(row)) for r, row in enumerate(numbers)}
    for c in range(wide):
        of = sum(row[c] for row in numbers)
        cells[f"column{c}"] = Cell(of, of)
    every = sum(map(sum, numbers))
    cells["all"] = Cell(every, every)
    lines = [Line(f"row{r}", tuple(f"{r}.{c}" for c in range(wide))) for r in range(high)]
    lines += [Line(f"column{c}", tuple(f"{r}.{c}" for r in range(high))) for c in range(wide)]
    lines.append(Line("all", tuple(f"row{r}" for r in range(high))))
    lines.append(Line("all", tuple(f"column{c}" for c in range(wide))))
    return cells, lines


def readings(
    cells: Mapping[str, Cell], lines: Sequence[Line], gone: Sequence[str], upto: int
) -> Iterator[dict[str, int]]:
    """Every way to fill what is withheld, by trying: what a reader could think."""
    for filled in product(range(upto + 1), repeat=len(gone)):
        told = {name: each.value for name, each in cells.items()} | dict(zip(gone, filled, strict=True))
        if all(told[line.total] == sum(told[part] for part in line.parts) for line in lines):
            yield told


@settings(max_examples=60)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_in_a_row_with_its_total_no_small_cell_can_be_worked_out(numbers: list[int]) -> None:
    total = sum(numbers)
    cells = {str(place): Cell(each, each) for place, each in enumerate(numbers)} | {"all": Cell(total, total)}
    lines = [Line("all", tuple(str(place) for place in range(len(numbers))))]
    gone = withheld(cells, lines)
    for name, each in cells.items():
        if each.value < LEAST_PEOPLE:
            assert name in gone
            known = [other for other in cells if other not in gone]
            if "all" in known:  # then what is withheld comes to this, and to no more
                left = total - sum(cells[other].value for other in known if other != "all")
                assert left >= each.value + LEAST_PEOPLE


@settings(max_examples=20)
@given(st.tuples(*[st.integers(0, 5)] * 4))
def test_whoever_tries_every_table_that_fits_finds_no_small_cell(numbers: tuple[int, ...]) -> None:
    least = 2
    cells, lines = crossed([numbers[:2], numbers[2:]])
    gone = withheld(cells, lines, least=least)
    names = ["0.0", "0.1", "1.0", "1.1"]
    ways = [range(9) if each in gone else [cells[each].value] for each in names]
    fitting = [
        (a, b, c, d)
        for a, b, c, d in product(*ways)
        if all(
            name in gone or cells[name].value == value
            for name, value in (
                *(("row0", a + b), ("row1", c + d), ("column0", a + c), ("column1", b + d)),
                ("all", a + b + c + d),
            )
        )
    ]
    for place, name in enumerate(names):
        if cells[name].value < least:
            assert max(each[place] for each in fitting) >= least, (numbers, gone)


@settings(max_examples=20)
@given(st.lists(st.lists(_COUNTS, min_size=3, max_size=3), min_size=2, max_size=3))
def test_the_largest_that_cant_be_ruled_out_is_what_is_asked_for(numbers: list[list[int]]) -> None:
    cells, lines = crossed(numbers)
    gone = withheld(cells, lines)
    for name, each in cells.items():
        if each.value < LEAST_PEOPLE:
            largest = most(name, cells, lines, gone)
            assert largest is None or largest >= each.value + max(LEAST_PEOPLE, each.value)


def test_what_trying_finds_the_program_finds() -> None:
    cells, lines = crossed([[2, 7], [8, 1]])
    gone = ["0.0", "0.1", "1.0", "1.1"]
    tried = max(each["0.0"] for each in readings(cells, lines, gone, 12))
    assert most("0.0", cells, lines, gone) == tried == 9


def test_one_small_cell_alone_takes_another_with_it_and_never_needs_a_total() -> None:
    cells, lines = crossed([[20, 3, 30], [40, 50, 60]])
    gone = withheld(cells, lines)
    assert "0.1" in gone
    assert len(gone) == 4
    assert all("." in each for each in gone)


def test_where_all_is_small_the_totals_go_as_well() -> None:
    cells, lines = crossed([[1, 1], [1, 1]])
    assert withheld(cells, lines) == frozenset(cells)


def test_what_is_of_no_person_is_published_and_hides_nobody() -> None:
    cells = {"all": Cell(900, 1), "bill": Cell(600, None), "gift": Cell(300, 1)}
    lines = [Line("all", ("bill", "gift"))]
    assert withheld(cells, lines) == {"gift", "all"}  # "all" less the bill would be the gift
    cells |= {"dues": Cell(100, 9), "all": Cell(1000, 10)}
    assert withheld(cells, [Line("all", ("bill", "gift", "dues"))]) == {"gift", "dues", "all"}
    with pytest.raises(ValueError, match="away"):
        withheld(
            cells | {"all": Cell(1000, None)}, [Line("all", ("bill", "gift", "dues"))], published=["dues"]
        )


def test_what_two_withheld_numbers_come_to_is_of_as_many_people_as_any_other() -> None:
    """Version 1 published the total: 2 and 3 people, of whom everybody could tell what they have together."""
    cells = {
        "a": Cell.of({"ada": 400, "ben": 100}),
        "b": Cell.of({"ada": 250, "caro": 250}),
        "c": Cell.of({f"{each}": 100 for each in range(9)}),
    }
    cells["all"] = Cell.of({name: 1 for each in cells.values() for name in each.by}, 1900)
    gone = withheld(cells, [Line("all", ("a", "b", "c"))])
    assert gone == {"a", "b", "c"}  # twelve people stand behind what is left of the total


def test_somebody_with_five_entries_is_one_person() -> None:
    entries = ["ada", "ada", "ada", "ada", "ada"]
    assert Cell.of({each: 100 * entries.count(each) for each in entries}, 500).is_sensitive(LEAST_PEOPLE)


_NAMES = [f"person-{each}" for each in range(9)]
_AMOUNTS = st.one_of(
    st.dictionaries(st.sampled_from(_NAMES), st.integers(0, 2000)),
    st.fixed_dictionaries(dict.fromkeys(_NAMES[:6], st.sampled_from([1, 10, 100, 2000]))),
)


@given(_AMOUNTS, st.integers(1, 100))
def test_the_rule_is_what_the_second_largest_can_work_out(by: dict[str, int], closest: int) -> None:
    total = sum(by.values())
    too_near = any(
        100 * (total - mine) < (100 + closest) * theirs
        for me, mine in by.items()
        for other, theirs in by.items()
        if me != other
    )
    if len(by) > 1:
        assert is_dominated(by.values(), closest) is too_near


@given(_AMOUNTS, _AMOUNTS)
def test_two_sums_that_may_be_told_may_be_told_together(one: dict[str, int], other: dict[str, int]) -> None:
    """So a total need not be asked: Cox calls such a rule subadditive."""
    together = Counter(one) + Counter(other)
    if not is_dominated(one.values(), CLOSEST) and not is_dominated(other.values(), CLOSEST):
        assert not is_dominated(together.values(), CLOSEST)


@settings(max_examples=300)
@given(st.lists(st.tuples(_AMOUNTS, st.one_of(st.none(), st.integers(0, 3000))), min_size=1, max_size=5))
def test_from_sums_of_money_nobody_learns_nearly_what_another_one_gave(
    drawn: list[tuple[dict[str, int], int | None]],
) -> None:
    """Whoever reads knows all that is published, every number of nobody, and her own part of each cell."""
    cells = {
        f"{place}": Cell(bill, None) if bill is not None else Cell.of(by)
        for place, (by, bill) in enumerate(drawn)
    }
    of_people = [each for each in cells.values() if each.people is not None]
    everybody = Counter[str]()
    for each in of_people:
        everybody.update(each.by)
    value = sum(each.value for each in cells.values())
    cells["all"] = Cell.of(everybody, value) if of_people else Cell(value, None)
    parts = tuple(name for name in cells if name != "all")
    gone = withheld(cells, [Line("all", parts)], closest=CLOSEST)
    assert not any(cells[name].people is None for name in gone)
    told = [cells[name].by for name in parts if name not in gone and cells[name].people is not None]
    if "all" not in gone:  # then this follows
        left = Counter[str]()
        for name in set(parts) & set(gone):
            left.update(cells[name].by)
        told += [left] if set(parts) & set(gone) else []
    for by in told:
        assert len(by) >= LEAST_PEOPLE
        for me, other in permutations(by, 2):
            known = sum(by.values()) - by[me]
            assert 100 * known >= (100 + CLOSEST) * by[other]


def test_what_was_published_before_stays_and_what_it_gives_away_is_refused() -> None:
    cells = {"all": Cell(20, 20), "a": Cell(3, 3), "b": Cell(17, 17)}
    lines = [Line("all", ("a", "b"))]
    assert withheld(cells, lines, published=["b"]) == {"a", "all"}
    with pytest.raises(ValueError, match="away"):
        withheld(cells, lines, published=["b", "all"])
    with pytest.raises(ValueError, match="already"):
        withheld(cells, lines, published=["a"])


def test_what_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="come to it"):
        withheld({"all": Cell(4, 4), "a": Cell(3, 3)}, [Line("all", ("a",))])
    with pytest.raises(ValueError, match="nothing or more"):
        withheld({"a": Cell(-1, 9)}, [])
