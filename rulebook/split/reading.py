"""Reading canonical JSON by name: whatever is missing, too much or of another kind is told with its name."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rulebook.canonical import Json, NotCanonical, parse_canonical
from rulebook.split.economy import MILLION


class Malformed(ValueError):
    """A file that is no bundle, public file or statement; the words say where."""


@dataclass(frozen=True)
class Entry:
    """An object in a file, and what to call it."""

    values: Mapping[str, Json]
    name: str

    def only(self, names: Collection[str]) -> "Entry":
        """Itself, when it holds just these."""
        if odd := set(self.values) ^ set(names):
            raise Malformed(f"{self.name} lacks or does not know {', '.join(sorted(odd))}")
        return self

    def number(self, name: str) -> int:
        """A whole number from nothing up."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise Malformed(f"{self.name}: {name} is no whole number")
        return value

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str):
            raise Malformed(f"{self.name}: {name} is no text")
        return value

    def entry(self, name: str) -> "Entry":
        return _entry(self.values.get(name), f"{self.name}: {name}")

    def entries(self, name: str) -> Iterator["Entry"]:
        for place, value in enumerate(self._list(name), 1):
            yield _entry(value, f"{self.name}: {name} {place}")

    def numbers(self, name: str) -> list[int]:
        numbers = [each for each in self._list(name) if isinstance(each, int) and not isinstance(each, bool)]
        if len(numbers) < len(self._list(name)) or min(numbers, default=0) < 0:
            raise Malformed(f"{self.name}: {name} holds what is no whole number")
        return numbers

    def texts(self, name: str) -> list[str]:
        texts = [each for each in self._list(name) if isinstance(each, str)]
        if len(texts) < len(self._list(name)):
            raise Malformed(f"{self.name}: {name} holds what is no text")
        return texts

    def share(self, name: str) -> Fraction:
        """[numerator, denominator]"""
        match self.numbers(name):
            case [numerator, denominator] if denominator:
                return Fraction(numerator, denominator)
        raise Malformed(f"{self.name}: {name} is no share of two whole numbers")

    def millionths(self, name: str) -> int:
        """Minor units with six decimals, as text."""
        value = self.text(name)
        if not re.fullmatch(r"(0|[1-9][0-9]{0,30})\.[0-9]{6}", value):
            raise Malformed(f"{self.name}: {name} has no six decimals")
        return int(value.replace(".", ""))

    def _list(self, name: str) -> list[Json]:
        value = self.values.get(name)
        if not isinstance(value, list):
            raise Malformed(f"{self.name}: {name} is no list")
        return value


def in_millionths(amount: int) -> str:
    """How files write an amount of millionths, exactly.

    >>> in_millionths(98_235_293)
    '98.235293'
    """
    whole, decimals = divmod(amount, MILLION)
    return f"{whole}.{decimals:06}"


def read(data: bytes, *, what: str) -> Entry:
    """The object that a file of canonical JSON holds. Raises Malformed."""
    try:
        return _entry(parse_canonical(data.removesuffix(b"\n")), what)
    except NotCanonical as error:
        raise Malformed(f"{what}: {error}") from None


def _entry(value: Json, name: str) -> Entry:
    if not isinstance(value, dict):
        raise Malformed(f"{name} is no object")
    return Entry(value, name)
