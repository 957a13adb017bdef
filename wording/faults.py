"""What makes a translation wrong, as far as a machine can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from wording.kept import KEPT

_NAMED = re.compile(r"%\(\w+\)[sd]|\{\w*\}|(?<!%)%[sd]|%%|</?[a-z]+\b[^>]*>")
#: Where English joins its sentences with these, other languages must too.
_EDGES = (" ", "\n")


def faults(catalogue: Catalog, language: str) -> Iterator[str]:
    """ "de: sentence: what is wrong", for each translation that nobody should read."""
    for message in catalogue:
        if not message.id:
            continue
        first = message.id if isinstance(message.id, str) else message.id[0]
        for wrong in _wrong(message, language, catalogue.num_plurals):
            yield f"{language}: {first!r}: {wrong}"


def _wrong(message: Message, language: str, plurals: int) -> Iterator[str]:
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not said or not all(said):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked fuzzy: nobody has checked it"
    if len(originals) > 1 and len(said) != plurals:
        yield f"{len(said)} plural forms where the language has {plurals}"
    if said[0] in originals and not _may_stay(said[0], message.context or "", language):
        yield "the same as the English"
    for each in said:
        yield from _misspelt(originals, each)


def _misspelt(originals: list[str], said: str) -> Iterator[str]:
    """Placeholders and tags are those of the English; a plural form may leave out the number alone."""
    wanted, has = _marks(originals[-1]), _marks(said)
    number = {"%(n)s", "%(n)d", "{n}", "{count}", "%(count)s", "%(count)d"} if len(originals) > 1 else set()
    if wanted - has - number or has - wanted:
        yield f"placeholders {sorted(has)} instead of {sorted(wanted)}"
    first = originals[0]
    for edge in _EDGES:
        if (first.startswith(edge), first.endswith(edge)) != (said.startswith(edge), said.endswith(edge)):
            yield "begins or ends with another space"


def _marks(words: str) -> set[str]:
    return set(_NAMED.findall(words))


def _may_stay(words: str, context: str, language: str) -> bool:
    """Patterns without a word say the same everywhere; words do only where `kept.py` says so."""
    bare = _NAMED.sub("", words)
    is_pattern = context.startswith("date format") or not any(sign.isalpha() for sign in bare)
    return is_pattern or words in KEPT["all"] or words in KEPT.get(language, ())
