"""What is asked of the index, as each database says it. Only letters and digits ever get into the SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from commonhold.social.posts.index import marks


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other; with `is_beginning` the last one may go on."""

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True)
class Match:
    """All phrases and marks must be there, and nothing of `without`."""

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    marks: frozenset[str] = field(default_factory=frozenset)
    without_marks: frozenset[str] = field(default_factory=frozenset)

    def also(self, *more: str) -> Match:
        """The same with further marks."""
        return replace(self, marks=self.marks | set(more))


def for_sqlite(match: Match) -> str:
    """An FTS5 expression over the columns `words` and `marks`."""
    wanted = [*map(_fts_phrase, match.phrases), *_fts_marks(match.marks or {marks.EVERY})]
    unwanted = [*map(_fts_phrase, match.without), *_fts_marks(match.without_marks)]
    asked = " AND ".join(wanted)
    return f"({asked}) NOT ({' OR '.join(unwanted)})" if unwanted else asked


def for_postgresql(match: Match) -> str:
    """A tsquery; marks bear a sign that no word has."""
    wanted = [*map(_ts_phrase, match.phrases), *_ts_marks(match.marks or {marks.EVERY})]
    unwanted = [*map(_ts_phrase, match.without), *_ts_marks(match.without_marks)]
    return " & ".join([*wanted, *(f"!({each})" for each in unwanted)])


def _fts_phrase(phrase: Phrase) -> str:
    return f'words : "{" ".join(phrase.words)}"' + ("*" if phrase.is_beginning else "")


def _fts_marks(asked: Iterable[str]) -> list[str]:
    return [f'marks : "{each}"' for each in sorted(asked)]


def _ts_phrase(phrase: Phrase) -> str:
    words = [f"'{each}'" for each in phrase.words]
    if phrase.is_beginning:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})"


def _ts_marks(asked: Iterable[str]) -> list[str]:
    return [f"'={each}'" for each in sorted(asked)]
