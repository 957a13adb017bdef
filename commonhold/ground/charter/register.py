"""Which sections the charter has. Rooms offer theirs; `house/offered_first.py` lists them in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from commonhold.ground.charter.section import Parameter, Section, Value
from commonhold.ground.refusal import NotFound

_sections: dict[str, type[Section]] = {}
_parameters: dict[str, Parameter] = {}

#: `limit(charter, key, value)` raises Refusal for a value that no vote may set, such as an unlawful one.
Limit = Callable[[Any, str, Value], None]
_limits: list[Limit] = []


def offer(section: type[Section]) -> None:
    """Add a room's section; a name is taken once."""
    if section.section in _sections:
        raise ValueError(f"two rooms offer the charter section {section.section!r}")
    _sections[section.section] = section
    _parameters.update({each.key: each for each in section.parameters()})


def offer_limit(limit: Limit) -> None:
    """Have `limit` asked before any parameter changes, by vote or by mandate."""
    if limit not in _limits:
        _limits.append(limit)


def limits() -> list[Limit]:
    return list(_limits)


def sections() -> list[type[Section]]:
    return list(_sections.values())


def is_offered(key: str) -> bool:
    return key in _parameters


def parameters() -> list[Parameter]:
    return list(_parameters.values())


def parameter(key: str) -> Parameter:
    """The parameter of this key. Raises NotFound."""
    try:
        return _parameters[key]
    except KeyError:
        raise NotFound(_("The charter has no “{key}”."), key=key) from None
