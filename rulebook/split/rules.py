"""The rules of sharing by name, and what each must tell.

To everybody in figures, to each member in her own line.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TypeVar

from rulebook.canonical import Json
from rulebook.split.bundle import Bundle
from rulebook.split.equal_share_lines import EqualShareLines
from rulebook.split.own_slice_lines import OwnSliceLines
from rulebook.split.reading import Entry

Sheet = TypeVar("Sheet")


class SplitRule(Protocol[Sheet]):
    @property
    def figures_named(self) -> frozenset[str]:
        """What `figures` holds."""

    def split(self, bundle: Bundle, /) -> Sheet:
        """The finished split."""

    def figures(self, sheet: Sheet, /) -> dict[str, Json]:
        """The sums that everybody may see and that nobody could work out from the others."""

    def results(self, public: Entry, /) -> dict[str, Json]:
        """What follows from a public file's figures. Raises Malformed where they contradict each other."""

    def line(self, sheet: Sheet, index: int, /) -> dict[str, Json]:
        """What the split says of one person: hers alone to see."""

    def faults(self, public: Entry, line: Entry, /, *, lot: str) -> Iterator[str]:
        """What of a line does not follow from the public file, in words."""


RULES: Mapping[str, SplitRule[Any]] = {
    "own_slice_v1": OwnSliceLines(),
    "equal_share_v1": EqualShareLines(),
}
