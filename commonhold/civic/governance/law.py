"""What the law of a country asks of a co-op's votes: data, each rule with its paragraph.

Whoever writes a rule says whether its paragraph was read in the law's present text. Those that were not are
shown as such: a co-op asks somebody who knows before it relies on them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.charter.texts import TextsCharter
from commonhold.ground.decisions.decision import Decision

_FOLDER = Path(__file__).with_name("laws")


@dataclass(frozen=True)
class LegalRule:
    """One rule: where it stands, what it says in our words, and whether that was checked."""

    paragraph: str
    says: str
    verified: bool


@dataclass(frozen=True)
class Law:
    """A country's profile. Empty fields ask for nothing."""

    name: str
    words: str
    rules: Sequence[LegalRule]
    special_threshold: Fraction  # least share of yes for a change of `special`
    special: frozenset[str]  # the charter's keys to which that applies
    special_because: str  # the paragraph that a refusal cites
    registered: frozenset[str]  # keys whose change holds only once it is registered
    registered_because: str
    meeting_notice_days: int
    most_proxies: int | None  # how many others one member may stand for; None: the law sets none


def law_of(charter: Charter) -> Law:
    """The profile that the charter names."""
    return _law(str(charter.read(TextsCharter).law))


def floor_of(charter: Charter, decisions: Sequence[Decision]) -> tuple[Fraction, str]:
    """The least share of yes that the law asks for these decisions, and its paragraph; (0, "") for none."""
    law = law_of(charter)
    touched = {key for each in decisions for key in each.touches()}
    return (law.special_threshold, law.special_because) if touched & law.special else (Fraction(0), "")


def must_be_registered(charter: Charter, decisions: Sequence[Decision]) -> bool:
    """Does the law make any of this effective only when a register has it?"""
    return bool({key for each in decisions for key in each.touches()} & law_of(charter).registered)


@cache
def _law(name: str) -> Law:
    data = json.loads((_FOLDER / f"{name}.json").read_text())
    proxies = data.get("most_proxies")
    return Law(
        name=name,
        words=data["words"],
        rules=[LegalRule(each["paragraph"], each["says"], each["verified"]) for each in data["rules"]],
        special_threshold=Fraction(data.get("special_threshold", "0")),
        special=frozenset(data.get("special", ())),
        special_because=data.get("special_because", ""),
        registered=frozenset(data.get("registered", ())),
        registered_because=data.get("registered_because", ""),
        meeting_notice_days=int(data.get("meeting_notice_days", 0)),
        most_proxies=None if proxies is None else int(proxies),
    )
