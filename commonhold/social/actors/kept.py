"""Under which addresses people go on being known who came along from a server at our own address.

Every page asks this many times over, so all of them are held in memory; one small question, asked with those
that each page begins with, tells whether there are others now. One who left stays known until more come:
what is asked about her is then answered with that she is gone.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.always import always
from commonhold.ground.prepared import Prepared
from commonhold.social.actors.models import KeptName

_PATH = re.compile(r"/users/([A-Za-z0-9_.-]{1,100})(/.*)?")


class _Held(NamedTuple):
    newest: int
    names: dict[int, str]  # by person
    people: dict[str, int]  # by name in lower case


_NOTHING = _Held(0, {}, {})
_held = _NOTHING


def path_of(person_id: int) -> str:
    """Such as /users/Ada; empty for everybody else."""
    name = _now().names.get(person_id)
    return f"/users/{name}" if name else ""


def person_called(name: str) -> int | None:
    """Who is known as /users/NAME."""
    return _now().people.get(name.lower())


def meant(path: str) -> tuple[int, str] | None:
    """Whose such a path is, and what comes behind her name; None for any other."""
    found = _PATH.fullmatch(path)
    who = None if found is None else person_called(found[1])
    return None if found is None or who is None else (who, found[2] or "")


@transaction.atomic
def keep_name(person_id: int, *, name: str, now: datetime) -> None:
    """Have her go on being known as /users/NAME."""
    KeptName.objects.get_or_create(
        person_id=person_id, defaults={"id": ids.new_id(now), "name": name, "since": now}
    )


def forget_name(person_id: int) -> None:
    """Nobody is known as that any more."""
    KeptName.objects.filter(person_id=person_id).delete()


def _now() -> _Held:
    global _held  # noqa: PLW0603 - one for all threads; whoever is late makes the same
    newest = next((row[0] for row in _newest()), 0)
    if newest != _held.newest:
        rows = dict(KeptName.objects.values_list("person_id", "name"))
        _held = _Held(newest, rows, {name.lower(): person_id for person_id, name in rows.items()})
    return _held


_newest = always(Prepared(lambda: KeptName.objects.order_by("-id").values_list("id")[:1]))
