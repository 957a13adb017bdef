"""Votes by classes of members: what is frozen of them at notice, and when such a vote can be secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.vocabulary import Mode
from commonhold.civic.members.charter import ClassesCharter
from commonhold.civic.members.queries import Seated
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.refusal import Refusal
from rulebook.tally.few_voters import FEWEST_VOTERS


@dataclass(frozen=True)
class FrozenClass:
    """A class on one vote's roll. `apart` is 1 or 0."""

    key: str
    name: str
    roll: int
    apart: int
    weight: int


@dataclass(frozen=True)
class FrozenClasses:
    """How the classes count in one vote, as the charter had it at notice."""

    counting: str  # "each" or "weighed"
    floor: Fraction
    cap: Fraction
    classes: Sequence[FrozenClass]

    @property
    def is_weighed(self) -> bool:
        return self.counting == "weighed"

    def name_of(self, key: str) -> str:
        return next((each.name for each in self.classes if each.key == key), key)


def frozen(rule: Rule, mode: str, here: Charter, roll: Sequence[Seated]) -> FrozenClasses | None:
    """How a vote under this rule would count the classes; None where it does not tell them apart.

    Raises Refusal where a class is too small for a secret vote: its result would tell how somebody voted.
    """
    if rule.way != "classes":
        return None
    found, sizes = here.read(ClassesCharter), Counter(each.class_key for each in roll)
    if mode != Mode.OPEN:
        if mode != Mode.CONFIDENTIAL:
            raise Refusal(
                _("A vote by classes can't be sealed: its ballots are added up without their classes.")
            )
        for each in found.every if len(sizes) > 1 else ():  # a single class is everybody
            if 0 < sizes[each.key] < FEWEST_VOTERS:
                raise Refusal(
                    _(
                        "Our charter asks for a vote by classes here, and “{name}” has fewer than {n} "
                        "members with a ballot: how they vote could be told. Propose it as an open roll-call."
                    ),
                    name=each.title,
                    n=FEWEST_VOTERS,
                    field="mode",
                )
    listed = [
        FrozenClass(each.key, each.title, sizes[each.key], each.apart, each.weight)
        for each in found.every
        if sizes[each.key]
    ]
    return FrozenClasses(found.counting, found.floor, found.cap, listed)


def kept(classes: FrozenClasses | None) -> dict[str, Any]:
    """As JSON data; `classes_from` gives it back."""
    if classes is None:
        return {}
    return {
        "counting": classes.counting,
        "floor": str(classes.floor),
        "cap": str(classes.cap),
        "classes": [asdict(each) for each in classes.classes],
    }


def classes_from(data: Mapping[str, Any]) -> FrozenClasses | None:
    if not data:
        return None
    listed = [FrozenClass(**each) for each in data["classes"]]
    return FrozenClasses(data["counting"], Fraction(data["floor"]), Fraction(data["cap"]), listed)
