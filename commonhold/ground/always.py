"""Small questions that every page begins with, of rooms that know nothing of each other: asked together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from commonhold.ground.once import answer_once, is_reading, once
from commonhold.ground.prepared import Asking, Prepared, Row, answered, together

_T = TypeVar("_T")
_asked: list[Prepared] = []


def with_always(asking: Asking[_T]) -> _T:
    """The answer to what a page begins with; in the same statement to all those."""
    if not is_reading():
        return answered(asking)
    found: _T
    found, *answers = together(asking, *(each.asking() for each in _asked))
    answer_once(_all, answers)
    return found


def always(prepared: Prepared) -> Callable[[], list[Row]]:
    """Join a question without values to those that one statement answers while a page is read.

    Outside of a reading it is asked by itself.
    """
    number = len(_asked)
    _asked.append(prepared)

    def rows() -> list[Row]:
        found = _all() if is_reading() else []
        # A room that is loaded while a page is read joined them too late for that page.
        return found[number] if number < len(found) else prepared.rows()

    return rows


@once
def _all() -> list[list[Row]]:
    return together(*(each.asking() for each in _asked))
