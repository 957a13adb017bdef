"""Which kinds of decision there are. Rooms offer them; `house/register.py` lists them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal

_kinds: dict[str, type[Decision]] = {}


def offer(decision: type[Decision]) -> None:
    """Add a kind; a name is taken once."""
    if decision.kind in _kinds:
        raise ValueError(f"two rooms offer the decision {decision.kind!r}")
    _kinds[decision.kind] = decision


def decision(kind: str) -> type[Decision]:
    """The decision of this kind. Raises Refusal."""
    try:
        return _kinds[kind]
    except KeyError:
        raise Refusal(_("“{kind}” is not something that we can decide."), kind=kind) from None


def is_offered(kind: str) -> bool:
    return kind in _kinds


def decisions() -> list[type[Decision]]:
    return list(_kinds.values())


def changing(key: str) -> type[Decision] | None:
    """The one decision that may change this charter parameter, when a room offers its own."""
    return next((each for each in _kinds.values() if each.changes == key), None)
