"""Who was erased after a backup was taken is erased again when it is restored.

`DATA/erased.jsonl` says it with ids alone, a line each: `{"person": ID, "at": MILLISECONDS}`, or `post` or
`medium` instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from commonhold.social.media.actions import bury
from commonhold.social.people import leaving
from commonhold.social.posts.jobs import forget_post

Erase = Callable[[int, datetime], None]


def _person(person_id: int, now: datetime) -> None:
    leaving.forget(person_id, now=now)


def _medium(medium_id: int, now: datetime) -> None:
    bury([medium_id], now=now)


#: How each kind of thing is erased; it must do no harm to what is erased already.
KINDS: Mapping[str, Erase] = {"person": _person, "post": forget_post, "medium": _medium}


@dataclass(frozen=True)
class ErasedAgain:
    """How many of each kind; `unknown` are lines that nobody here can read, which is told to the operator."""

    counts: dict[str, int]
    unknown: int


def erase_again(path: Path, *, now: datetime, kinds: Mapping[str, Erase] = KINDS) -> ErasedAgain:
    """Erase all that the list names, each in a transaction of its own. A second time changes nothing."""
    counts: dict[str, int] = {}
    unknown = 0
    for line in _lines(path):
        kind = next((each for each in kinds if isinstance(line.get(each), int)), None)
        if kind is None:
            unknown += 1
            continue
        try:
            with transaction.atomic():
                kinds[kind](line[kind], now)
        except ObjectDoesNotExist:
            continue  # it came after the backup, so it is not there
        counts[kind] = counts.get(kind, 0) + 1
    return ErasedAgain(counts, unknown)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for text in path.read_text().splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            line = None  # cut off by a crash
        yield line if isinstance(line, dict) else {}
