"""Which cells of published tables are withheld, so that no total gives away what few people stand behind.

Primary and complementary suppression: Lawrence H. Cox, "Suppression Methodology and Statistical Disclosure
Control", Journal of the American Statistical Association 75 (1980); what a reader can work out is audited by
linear programs, as in Matteo Fischetti and Juan José Salazar, "Models and Algorithms for Optimizing Cell
Suppression in Tabular Data with Linear Constraints", same journal 95 (2000). Sums of which one has most, by
the p% rule: Lawrence H. Cox, "Linear Sensitivity Measures in Statistical Disclosure Control", Journal of
Statistical Planning and Inference 5 (1981); Anco Hundepool and others, "Statistical Disclosure Control"
(Wiley 2012), section 4.2.

Version 1 knew no p% rule, took numbers of nobody for unknown, and did not ask who stands behind what is left
of a line.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

VERSION = "suppression_v2"
#: Of fewer people no number is published.
LEAST_PEOPLE = 5
#: Of a sum, nobody who has a part in it learns another one's nearer than so many percent above it.
CLOSEST = 15


@dataclass(frozen=True)
class Cell:
    """A number, and how many people stand behind it; None for what is of no person, such as a bill.

    What is of no person everybody may know, so it hides nobody. `by`: what each of them has of the number;
    empty where that is not said.
    """

    value: int
    people: int | None
    by: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, by: Mapping[str, int], value: int | None = None) -> "Cell":
        """A cell behind which these people stand. `value`: where it is not what theirs come to."""
        return cls(sum(by.values()) if value is None else value, len(by), by)

    def is_sensitive(self, least: int, closest: int | None = None) -> bool:
        """Do fewer than `least` stand behind it, or does one of them have nearly all (`is_dominated`)?"""
        if self.people is None:
            return False
        return self.people < least or (closest is not None and is_dominated(self.by.values(), closest))


def is_dominated(amounts: Iterable[int], closest: int) -> bool:
    """The p% rule: whoever has second most subtracts hers, and what is left is the largest one and the rest.
    Is the rest less than `closest` percent of the largest? What was taken back counts as if it was given.

    >>> is_dominated([1000, 50, 40, 30, 20], 15)  # 90 is less than 150
    True
    >>> is_dominated([1000, 60, 60, 50, 40], 15)
    False
    """
    largest, _second, *rest = sorted((abs(each) for each in (*amounts, 0, 0)), reverse=True)
    return 100 * sum(rest) < closest * largest


@dataclass(frozen=True)
class Line:
    """What everybody knows: that the parts come to the total. All are names of cells."""

    total: str
    parts: tuple[str, ...]


def withheld(
    cells: Mapping[str, Cell],
    lines: Sequence[Line],
    *,
    least: int = LEAST_PEOPLE,
    closest: int | None = None,
    published: Collection[str] = (),
) -> frozenset[str]:
    """The cells that are not published.

    Each sensitive one, and others until a reader who knows every line can't tell that any sensitive one is
    below twice what it is, nor below `least` more than it is; and until what all withheld parts of a line
    come to, which follows from its total, is not sensitive either. `closest`: percent, for sums of money.
    `published` are known already and stay so. Raises ValueError where those, and what is of nobody, give one
    away, and for a line that does not add up or a number below nothing.

    >>> cells = {"all": Cell(20, 20), "a": Cell(3, 3), "b": Cell(17, 17)}
    >>> sorted(withheld(cells, [Line("all", ("a", "b"))]))
    ['a', 'b']
    """
    _must_add_up(cells, lines)
    sensitive = [name for name, each in cells.items() if each.is_sensitive(least, closest)]
    if set(sensitive) & set(published):
        raise ValueError("what few stand behind was published already")
    known = {*published, *(name for name, each in cells.items() if each.people is None)}
    gone = set(sensitive)
    while True:
        seen = next((name for name in sensitive if not _is_safe(name, cells, lines, gone, least)), None)
        if seen is not None:
            gone.add(_complement(seen, cells, lines, gone, known))
            continue
        line = next(
            (each for each in lines if _left_of(each, cells, gone).is_sensitive(least, closest)), None
        )
        if line is None:
            return frozenset(gone)
        near = _names(line) - gone - known
        if not near:
            raise ValueError(f"what was published already gives parts of {line.total!r} away")
        gone.add(_cheapest(near, cells, lines))


def most(
    name: str, cells: Mapping[str, Cell], lines: Sequence[Line], gone: Collection[str]
) -> Fraction | None:
    """The largest number that a reader can't rule out for a withheld cell; None where there is no largest.

    She knows every other cell and every line, and that nothing is below nothing.
    """
    unknown = sorted(gone)
    rows: list[list[Fraction]] = []
    for line in lines:
        row = [Fraction((each == line.total) - line.parts.count(each)) for each in unknown]
        if any(row):
            known = sum(cells[each].value for each in line.parts if each not in gone)
            known -= cells[line.total].value if line.total not in gone else 0
            rows.append([*row, Fraction(known)])
    return _maximum(rows, unknown.index(name), len(unknown))


def _is_safe(
    name: str, cells: Mapping[str, Cell], lines: Sequence[Line], gone: Collection[str], least: int
) -> bool:
    largest, value = most(name, cells, lines, gone), cells[name].value
    return largest is None or largest >= value + max(least, value)


def _left_of(line: Line, cells: Mapping[str, Cell], gone: Collection[str]) -> Cell:
    """What is left of a line's total when its published parts are taken away; of nobody where that is nothing
    that anybody can work out.
    """
    missing = [cells[each] for each in line.parts if each in gone]
    if line.total in gone or not missing:
        return Cell(0, None)
    value = sum(each.value for each in missing)
    if any(each.people and not each.by for each in missing):
        return Cell(value, sum(each.people or 0 for each in missing))
    together: Counter[str] = Counter()
    for each in missing:
        together.update(each.by)  # adds, and keeps who comes to nothing
    return Cell.of(together, value)


def _complement(
    name: str,
    cells: Mapping[str, Cell],
    lines: Sequence[Line],
    gone: Collection[str],
    known: Collection[str],
) -> str:
    """What is withheld beside it: what mends most lines of which a single cell is missing; totals come last.

    Where no line lacks just one, the nearest that is there.
    """
    free = set(cells) - set(gone) - set(known)
    alone = [names for names in map(_names, lines) if len(names & set(gone)) == 1]
    near = {each for names in alone for each in names & free}
    reached = {name}
    while not near:
        wider = reached | {each for names in map(_names, lines) if names & reached for each in names}
        if wider == reached:
            raise ValueError(f"what was published already gives {name!r} away")
        reached, near = wider, wider & free
    return _cheapest(near, cells, lines, alone)


def _cheapest(
    near: Collection[str],
    cells: Mapping[str, Cell],
    lines: Sequence[Line],
    alone: Sequence[Collection[str]] = (),
) -> str:
    totals = {each.total for each in lines}

    def order(one: str) -> tuple[bool, bool, int, int, str]:
        value = cells[one].value  # what is nothing hides nothing
        return one in totals, not value, -sum(one in names for names in alone), value, one

    return min(near, key=order)


def _names(line: Line) -> set[str]:
    return {line.total, *line.parts}


def _must_add_up(cells: Mapping[str, Cell], lines: Sequence[Line]) -> None:
    if any(each.value < 0 for each in cells.values()):
        raise ValueError("a published number is nothing or more")
    for line in lines:
        if sum(cells[each].value for each in line.parts) != cells[line.total].value:
            raise ValueError(f"the parts of {line.total!r} don't come to it")


def _maximum(rows: list[list[Fraction]], wanted: int, width: int) -> Fraction | None:
    """The largest value of one unknown under rows of equations in what is nothing or more; None: unbounded.

    The simplex method in exact fractions, with Bland's rule, which never goes in circles.
    """
    table = [row if row[-1] >= 0 else [-each for each in row] for row in rows]
    height = len(table)
    for place, row in enumerate(table):  # an unknown of its own for each row, which must come to nothing
        row[-1:] = [Fraction(place == each) for each in range(height)] + row[-1:]
    basis = [width + each for each in range(height)]
    goal = [-sum((row[each] for row in table), Fraction()) for each in range(width)]
    goal += [Fraction()] * height + [-sum((row[-1] for row in table), Fraction())]
    _improve(table, basis, goal, width)
    for place in reversed(range(height)):  # what is left of those stands for a row that says nothing new
        if basis[place] >= width:
            column = next((each for each in range(width) if table[place][each]), None)
            if column is None:
                del table[place], basis[place]
            else:
                _pivot(table, basis, None, place, column)
    goal = [Fraction(-(each == wanted)) for each in range(width)] + [Fraction()] * (height + 1)
    for place, column in enumerate(basis):
        goal = [a - goal[column] * b for a, b in zip(goal, table[place], strict=True)]
    return goal[-1] if _improve(table, basis, goal, width) else None


def _improve(table: list[list[Fraction]], basis: list[int], goal: list[Fraction], width: int) -> bool:
    """Step until nothing is gained; False where there is no end to it."""
    while True:
        column = next((each for each in range(width) if goal[each] < 0), None)
        if column is None:
            return True
        steps = [
            (row[-1] / row[column], basis[place], place) for place, row in enumerate(table) if row[column] > 0
        ]
        if not steps:
            return False
        _pivot(table, basis, goal, min(steps)[2], column)


def _pivot(
    table: list[list[Fraction]], basis: list[int], goal: list[Fraction] | None, place: int, column: int
) -> None:
    by = table[place][column]
    table[place] = [each / by for each in table[place]]
    for each in (row for row in (*table, goal) if row is not None and row is not table[place]):
        factor = each[column]
        if factor:
            each[:] = [a - factor * b for a, b in zip(each, table[place], strict=True)]
    basis[place] = column
