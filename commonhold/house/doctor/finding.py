"""What a check found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    FINE = "fine"
    WARNING = "warning"  # it works, and will not for ever
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """`check` is the check's name; `words` say what is so, `remedy` what to do about it."""

    check: str
    state: State
    words: str
    remedy: str = ""


Check = Callable[[], Iterator[Finding]]


def fine(check: str, words: str) -> Finding:
    return Finding(check, State.FINE, words)


def warning(check: str, words: str, remedy: str) -> Finding:
    return Finding(check, State.WARNING, words, remedy)


def wrong(check: str, words: str, remedy: str) -> Finding:
    return Finding(check, State.WRONG, words, remedy)
