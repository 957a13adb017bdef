"""The words of the API's types: with these and frozen dataclasses it says what is sent and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from commonhold.ground import ids

Row = TypeVar("Row")


@dataclass(frozen=True)
class Told:
    """What JSON Schema says of a text or a number beyond its type. `low` and `high` bound a number."""

    words: str = ""
    pattern: str | None = None
    longest: int | None = None
    low: int | None = None
    high: int | None = None


Id = Annotated[str, Told("An id: decimal digits", pattern=r"^[0-9]{1,19}$")]
Number = Annotated[str, Told("A place in the record, counted from 0", pattern=r"^[0-9]{1,18}$")]
Month = Annotated[str, Told("A month", pattern=r"^[0-9]{4}-[0-9]{2}$")]
Hash = Annotated[str, Told("SHA-256 in hex", pattern=r"^[0-9a-f]{64}$")]
Share = Annotated[str, Told("An exact share", pattern=r"^[0-9]+/[1-9][0-9]*$")]
Address = Annotated[str, Told("A whole address of the web")]
Anything = Annotated[dict[str, Any], Told("JSON of its own")]
Said = Annotated[Any, Told('What a ballot says: "yes", 400, [[2], [0, 1]], [1, 3], ["object", "why"]')]
Limit = Annotated[int, Told("How many at most", low=1, high=40)]


def cut(told: str | None) -> int | None:
    """Where a list is cut. It need be nobody's id, and may lie beyond the largest."""
    return None if told is None else min(int(told), ids.LARGEST)


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """A list of which this is a part; `onward` is what is asked for to read on, if there is more."""

    rows: Sequence[Row]
    onward: dict[str, str]


@dataclass(frozen=True)
class Error:
    """A no, in words: for developers in English, for people in the language that was asked for."""

    error: str


def listed(rows: Sequence[Row], places: Sequence[int | None], *, limit: int, by: str) -> Listed[Row]:
    """A list, newest first: `places` are what it is cut by, under the parameter `by`."""
    last = places[-1] if len(places) >= limit else None
    return Listed(rows, {} if last is None else {by: str(last)})
