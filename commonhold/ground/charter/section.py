"""Sections and parameters: how a room says which of its numbers, texts and rules members may change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar

from django.utils.functional import Promise

Value = int | str | Fraction
Words = str | Promise


class Unit(StrEnum):
    """What a parameter counts."""

    CENTS = "cents"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"
    PEOPLE = "people"
    POSTS = "posts"
    CHARACTERS = "characters"
    MEGABYTES = "megabytes"
    MEGAPIXELS = "megapixels"
    REPORTS = "reports"
    NUMBER = "number"  # of what the parameter's own words say
    IDEAS = "ideas"
    SHARE = "share"
    TEXT = "text"
    CHOICE = "choice"
    TABLE = "table"  # canonical JSON, changed a line at a time by decisions of its own


@dataclass(frozen=True)
class Bounds:
    """The lowest and highest value allowed, both included. For texts: of the length."""

    low: int | Fraction
    high: int | Fraction
    choices: tuple[str, ...] = ()

    def __contains__(self, value: object) -> bool:
        if self.choices:
            return value in self.choices
        if isinstance(value, str):
            return self.low <= len(value) <= self.high
        return isinstance(value, int | Fraction) and self.low <= value <= self.high

    def within(self, other: Bounds) -> bool:
        """Is every value of ours allowed by `other` too?"""
        return other.low <= self.low <= self.high <= other.high


@dataclass(frozen=True)
class Parameter:
    """One thing that members may change by vote, and all that a reader must know about it."""

    key: str  # "section.name", permanent; a rename leaves an alias
    default: Value
    words: Words
    unit: Unit
    bounds: Bounds
    decided_by: str  # the rule that a vote on it needs, unless the charter names another one
    because: Words  # one sentence: what it does, or why it has these bounds
    guards: str | None  # the rule of which this is a part: it is never changed by less than that rule
    valid: Callable[[Any], bool]  # what bounds can't say, e.g. that a time zone exists
    reads: Callable[[str], str]  # how a table reads

    def read(self, stored: int | str) -> Value:
        """The typed value of what the charter stores: integers, texts, and shares as "n/d".

        Raises ValueError for a share that is none.
        """
        return Fraction(stored) if self.unit is Unit.SHARE else stored

    def number(self, stored: int | str) -> int | Fraction:
        """Like `read`, for parameters that are counted. Raises TypeError for texts."""
        value = self.read(stored)
        if isinstance(value, str):
            raise TypeError(f"{self.key} is not a number")
        return value

    def write(self, value: Value) -> int | str:
        """What the charter stores for a typed value. Raises TypeError when the type is another one."""
        if self.unit is Unit.SHARE and isinstance(value, Fraction):
            return f"{value.numerator}/{value.denominator}"
        if type(value) is type(self.default) and not isinstance(value, Fraction):
            return value
        raise TypeError(f"{self.key} is {self.unit}, not {value!r}")


def parameter(
    default: Value,
    *,
    words: Words,
    unit: Unit,
    low: int | Fraction = 0,
    high: int | Fraction = 0,
    choices: tuple[str, ...] = (),
    decided_by: str = "ordinary",
    because: Words = "",
    guards: str | None = None,
    valid: Callable[[Any], bool] = lambda _value: True,
    reads: Callable[[str], str] = str,
) -> Any:
    """A field of a `Section`. `low` and `high` bound the value, or the length of a text or table."""
    said = {
        "default": default,
        "words": words,
        "unit": unit,
        "bounds": Bounds(low, high, choices),
        "decided_by": decided_by,
        "because": because,
        "guards": guards,
        "valid": valid,
        "reads": reads,
    }
    return field(default=default, metadata=said)


@dataclass(frozen=True)
class Section:
    """A room's part of the charter: a frozen dataclass whose every field is a `parameter`.

    A new field needs a default that keeps yesterday's behaviour; a field is never removed.
    """

    section: ClassVar[str]  # the first half of its keys; permanent
    title: ClassVar[Words]

    @classmethod
    def parameters(cls) -> Iterator[Parameter]:
        """This section's parameters, in reading order."""
        for each in fields(cls):
            yield Parameter(key=f"{cls.section}.{each.name}", **each.metadata)
