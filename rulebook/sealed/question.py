"""What is asked, of whom a tally is opened, and the bounds of a ballot. Its hash binds all that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from rulebook.canonical import Json, canonical

Method = Literal["plurality", "approval", "score"]

MOST_OPTIONS = 500
MOST_TRUSTEES = 30
HIGHEST_SCORE = 20


@dataclass(frozen=True)
class Question:
    """One question with its options. A ballot gives each option 0 to `highest`, and `least` to `most` in all.

    `threshold` of the `trustees` (names, in their order) are needed to open the tally. Raises ValueError for
    a question that cannot be put.
    """

    id: str
    title: str
    method: Method
    options: tuple[str, ...]
    least: int
    most: int
    highest: int
    trustees: tuple[str, ...]
    threshold: int

    def __post_init__(self) -> None:
        _distinct(self.options, "options", MOST_OPTIONS)
        _distinct(self.trustees, "trustees", MOST_TRUSTEES)
        if not 2 <= self.threshold <= len(self.trustees):
            raise ValueError("one trustee alone could open every ballot: at least two must be needed")
        if not self._bounds_fit():
            raise ValueError(f"these are no bounds of a ballot by {self.method}")

    def _bounds_fit(self) -> bool:
        if self.method == "score":
            whole = self.highest * len(self.options)
            return 1 <= self.highest <= HIGHEST_SCORE and (self.least, self.most) == (0, whole)
        most = {"plurality": 1, "approval": len(self.options)}.get(self.method, 0)
        return self.highest == 1 and 0 <= self.least <= self.most <= most and self.most >= 1

    @property
    def sum_is_free(self) -> bool:
        """Whether any sum can come of the options alone, so that a proof of it would say nothing."""
        return (self.least, self.most) == (0, self.highest * len(self.options))

    def plain(self) -> dict[str, Json]:
        return {
            "type": "question",
            "v": 1,
            "id": self.id,
            "title": self.title,
            "method": self.method,
            "options": list(self.options),
            "least": self.least,
            "most": self.most,
            "highest": self.highest,
            "trustees": list(self.trustees),
            "threshold": self.threshold,
        }

    @property
    def hash(self) -> bytes:
        """SHA-256 of the canonical JSON."""
        return sha256(canonical(self.plain())).digest()


def question_from(plain: Mapping[str, Any]) -> Question:
    """The question that `plain` was made of. Raises ValueError, KeyError or TypeError where it is none."""
    fields = {name: value for name, value in plain.items() if name not in ("type", "v")}
    return Question(**fields | {name: tuple(fields[name]) for name in ("options", "trustees")})


def plurality(
    id: str,
    title: str,
    options: tuple[str, ...],
    *,
    trustees: tuple[str, ...],
    threshold: int,
    may_abstain: bool = True,
) -> Question:
    """One option at most; exactly one where nobody may abstain on the ballot itself."""
    least = 0 if may_abstain else 1
    return Question(id, title, "plurality", options, least, 1, 1, trustees, threshold)


def approval(
    id: str,
    title: str,
    options: tuple[str, ...],
    *,
    trustees: tuple[str, ...],
    threshold: int,
    least: int = 0,
    most: int | None = None,
) -> Question:
    """Any options, `least` to `most` of them (all, unless told)."""
    highest_sum = len(options) if most is None else most
    return Question(id, title, "approval", options, least, highest_sum, 1, trustees, threshold)


def score(
    id: str, title: str, options: tuple[str, ...], *, trustees: tuple[str, ...], threshold: int, highest: int
) -> Question:
    """0 to `highest` for each option."""
    return Question(id, title, "score", options, 0, highest * len(options), highest, trustees, threshold)


def _distinct(names: tuple[str, ...], what: str, most: int) -> None:
    if not 2 <= len(names) <= most or len(set(names)) < len(names) or not all(names):
        raise ValueError(f"there are 2 to {most} {what}, all different, and none without a name")
