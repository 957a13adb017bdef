"""Decisions as JSON objects and back. What was once written decodes for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from django.utils.translation import gettext as _

from commonhold.ground.charter import register as charter
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions import register
from commonhold.ground.decisions.absent import Absent
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from rulebook.canonical import canonical


def encode(decision: Decision) -> dict[str, int | str]:
    """`{"kind": …, field: value …}`, integers and texts only."""
    if isinstance(decision, Absent):
        return dict(decision.written)
    values = {each.name: getattr(decision, each.name) for each in fields(decision)}
    return {"kind": decision.kind, **values}


def decode(written: Mapping[str, Any]) -> Decision:
    """The decision that `written` says. Raises Refusal for an unknown kind or field, or a wrong type."""
    cls = register.decision(str(written.get("kind", "")))
    given = {name: value for name, value in written.items() if name != "kind"}
    known = {each.name: each for each in fields(cls)}
    types = get_type_hints(cls)
    for name in given.keys() - known.keys():
        raise Refusal(_("{kind} has no field “{name}”."), kind=cls.kind, name=name)
    for name, each in known.items():
        if name not in given:
            if each.default is MISSING:
                raise Refusal(_("{kind} needs “{name}”."), kind=cls.kind, name=name)
        elif not _is(given[name], types[name]):
            raise Refusal(_("“{name}” of {kind} has the wrong type."), kind=cls.kind, name=name)
    return cls(**given)


def read_back(written: Mapping[str, Any]) -> Decision:
    """What `encode` once gave, also where the room that it speaks of is gone from this installation."""
    if not register.is_offered(str(written["kind"])):
        return Absent(written)
    decision = decode(written)
    return decision if all(map(charter.is_offered, decision.touches())) else Absent(written)


def written(decisions: Sequence[Decision]) -> bytes:
    """The canonical bytes of a proposal's decisions: what members vote on and what is hashed."""
    return canonical([encode(each) for each in decisions])


def digest(decisions: Sequence[Decision]) -> str:
    """SHA-256 (hex) of the canonical bytes."""
    return hashlib.sha256(written(decisions)).hexdigest()


def precondition(decisions: Sequence[Decision], here: Charter) -> str:
    """SHA-256 (hex) of what must still hold when they are enacted; empty where nothing must."""
    needed = [each.precondition(here) for each in decisions]
    return hashlib.sha256(canonical(needed)).hexdigest() if any(needed) else ""


def _is(value: object, expected: Any) -> bool:
    # bool is an int to Python, but never to us.
    allowed = expected.__args__ if hasattr(expected, "__args__") else (expected,)
    return not isinstance(value, bool) and isinstance(value, tuple(allowed))
