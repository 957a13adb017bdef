"""A feed's document: what it weighs, what it leaves out, and how it mixes. Schema version 1.

    {"id": "kitchen-table", "version": 1,
     "features": {"recency": {"weight_milli": 1000, "params": {"half_life_hours": 12}}},
     "filters": {"hide": ["seen"], "oldest_hours": 168},
     "diversity": {"author_decay_milli": 700},
     "topic_quota": {"most_of_ten": 4}}

Parameters that are left out have their usual values, and a document is hashed with all of them written
down: two that order alike in the same words have the same SHA-256.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from rulebook.canonical import Json, canonical
from rulebook.rank.lines import Node, Wrong, read
from rulebook.rank.vocabulary import (
    AUTHOR_DECAY,
    FEATURES,
    HEAVIEST,
    HIDES,
    OLDEST_HOURS,
    TOPIC_MOST,
    Param,
)

LARGEST_BYTES = 16_384
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PARTS = ("id", "version", "features", "filters", "diversity", "topic_quota")


@dataclass(frozen=True)
class Weighed:
    """How much a feature counts, and how it is read."""

    weight_milli: int
    params: Mapping[str, int]


@dataclass(frozen=True)
class Document:
    id: str
    features: Mapping[str, Weighed]
    hide: tuple[str, ...] = ()
    oldest_hours: int = OLDEST_HOURS.usual
    author_decay_milli: int = AUTHOR_DECAY.usual
    most_of_ten: int = TOPIC_MOST.usual

    def plain(self) -> dict[str, Json]:
        return {
            "id": self.id,
            "version": 1,
            "features": {
                name: {"weight_milli": each.weight_milli, "params": dict(each.params)}
                for name, each in self.features.items()
            },
            "filters": {"hide": list(self.hide), "oldest_hours": self.oldest_hours},
            "diversity": {"author_decay_milli": self.author_decay_milli},
            "topic_quota": {"most_of_ten": self.most_of_ten},
        }

    @cached_property
    def canonical(self) -> bytes:
        return canonical(self.plain())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its canonical JSON, in hexadecimal."""
        return sha256(self.canonical).hexdigest()

    @property
    def pretty(self) -> str:
        """The same in lines, for people to read and edit."""
        return json.dumps(self.plain(), indent=2, ensure_ascii=False)

    def without(self, feature: str) -> "Document":
        """The same, as if this feature were not in it."""
        left = {name: each for name, each in self.features.items() if name != feature}
        return Document(
            self.id, left, self.hide, self.oldest_hours, self.author_decay_milli, self.most_of_ten
        )


def parse(text: str) -> Document:
    """The document that `text` is. Raises Wrong with the line: malformed, too large, or an unknown name."""
    if len(text.encode("utf-8", "replace")) > LARGEST_BYTES:
        raise Wrong(1, f"it has more than {LARGEST_BYTES} bytes")
    root = read(text)
    parts = _object(root, "the document", _PARTS)
    for name in ("id", "version", "features"):
        if name not in parts:
            raise Wrong(root.line, f"“{name}” is missing")
    version = parts["version"]
    if type(version.value) is not int or version.value != 1:
        raise Wrong(version.line, "“version” is 1, the only one that there is")
    filters = _part(parts, "filters", ("hide", "oldest_hours"))
    diversity = _part(parts, "diversity", ("author_decay_milli",))
    quota = _part(parts, "topic_quota", ("most_of_ten",))
    return Document(
        id=_id(parts["id"]),
        features=_features(parts["features"]),
        hide=_hide(filters),
        oldest_hours=_number(filters, "oldest_hours", OLDEST_HOURS),
        author_decay_milli=_number(diversity, "author_decay_milli", AUTHOR_DECAY),
        most_of_ten=_number(quota, "most_of_ten", TOPIC_MOST),
    )


def _features(node: Node) -> dict[str, Weighed]:
    found = {}
    for name, each in sorted(_object(node, "features", FEATURES).items()):
        parts = _object(each, name, ("weight_milli", "params"))
        if "weight_milli" not in parts:
            raise Wrong(each.line, f"“{name}” has no “weight_milli”")
        known = FEATURES[name].params
        params = _part(parts, "params", known)
        weight = _number(parts, "weight_milli", Param(0, -HEAVIEST, HEAVIEST))
        if weight:
            found[name] = Weighed(
                weight, {one: _number(params, one, limits) for one, limits in sorted(known.items())}
            )
    return found


def _hide(filters: Mapping[str, Node]) -> tuple[str, ...]:
    if "hide" not in filters:
        return ()
    node = filters["hide"]
    if not isinstance(node.value, list):
        raise Wrong(node.line, "“hide” is a list")
    hidden = set()
    for each in node.value:
        if not isinstance(each.value, str) or each.value not in HIDES:
            raise Wrong(each.line, f"“hide” knows {_listed(HIDES)}, and not {_short(each.value)}")
        if each.value in hidden:
            raise Wrong(each.line, f"“{each.value}” stands here twice")
        hidden.add(each.value)
    return tuple(sorted(hidden))


def _id(node: Node) -> str:
    value = node.value
    if not isinstance(value, str) or not 3 <= len(value) <= 40 or not _ID.fullmatch(value):
        raise Wrong(node.line, "“id” has 3 to 40 small letters, digits and single hyphens")
    return value


def _part(parts: Mapping[str, Node], name: str, known: Collection[str]) -> Mapping[str, Node]:
    return _object(parts[name], name, known) if name in parts else {}


def _object(node: Node, name: str, known: Collection[str]) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise Wrong(node.line, f"{name} stands in {{ }}")
    for each, at in node.value.items():
        if each not in known:
            raise Wrong(at.line, f"{name} knows {_listed(known) or 'no names'}, and not “{each[:40]}”")
    return node.value


def _number(parts: Mapping[str, Node], name: str, limits: Param) -> int:
    if name not in parts:
        return limits.usual
    value, line = parts[name].value, parts[name].line
    if type(value) is not int or not limits.low <= value <= limits.high:
        raise Wrong(line, f"“{name}” is a whole number from {limits.low} to {limits.high}")
    return value


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))


def _short(value: object) -> str:
    return f"“{value[:40]}”" if isinstance(value, str) else "what stands here"
