"""What the law of a country asks of a co-op's votes and money: data, each rule with its paragraph.

Whoever writes a rule says whether its paragraph was read in the law's present text. Those that were not are
shown as such: a co-op asks somebody who knows before it relies on them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonhold.ground.charter import register
from commonhold.ground.charter.section import Value
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.charter.texts import TextsCharter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal

_FOLDER = Path(__file__).with_name("laws")
_LAW = "texts.law"
_ENDING = "co-op.wind-down.v1"
_REMAINDERS = ("given-on", "heads", "shares")
_ORDER = ("losses", "reserve", "interest", "patronage", "creators")


@dataclass(frozen=True)
class LegalRule:
    """One rule: where it stands, what it says in our words, and whether that was checked."""

    paragraph: str
    says: str
    verified: bool


@dataclass(frozen=True)
class ReportingDuty:
    """Whom the law has told of something that a moderator comes upon. `hours` is how this program counts it.

    `occasion` is "danger", "child-abuse" or "unlawful"; `within` says it as the law does.
    """

    occasion: str
    authority: str
    within: str
    hours: int
    paragraph: str
    says: str
    verified: bool


@dataclass(frozen=True)
class Limit:
    """What no vote can set one parameter to, while the parameter `where` is above 0 (empty: always)."""

    key: str
    least: int | Fraction | None
    most: int | Fraction | None
    only: str | None
    where: str
    paragraph: str
    says: str

    def is_crossed_by(self, value: Value) -> bool:
        if self.only is not None:
            return value != self.only
        return isinstance(value, int | Fraction) and (
            (self.least is not None and value < self.least) or (self.most is not None and value > self.most)
        )

    def words(self) -> str:
        """What may be set, such as "at least 90"."""
        if self.only is not None:
            return _("“{value}” alone").format(value=self.only)
        if self.most is None:
            return _("at least {least}").format(least=self.least)
        if self.least is None:
            return _("at most {most}").format(most=self.most)
        return _("between {least} and {most}").format(least=self.least, most=self.most)


@dataclass(frozen=True)
class Capital:
    """What the law says of shares and of a surplus. `None` and empty fields ask for nothing."""

    most_held: Mapping[str, int]  # by currency: minor units of shares that one member may hold
    most_held_because: str
    reserve_floor: Fraction  # least share of a surplus that goes to the reserve
    reserve_because: str
    interest_ceiling: Fraction | None
    interest_because: str
    patronage_cash: Fraction  # least share of a patronage dividend that is paid in money
    patronage_because: str
    pays_patronage: bool
    order: Sequence[str]  # of an appropriation's steps, as `rulebook.split.appropriation` calls them
    order_because: str


@dataclass(frozen=True)
class Ending:
    """What the law asks of members who end their co-op. Empty fields ask for nothing.

    `wait_days`: before anything goes to members, from the announcement on. `second_vote_days`: at least so
    many between the vote and the one that confirms it. `remainders`: what may become of what is left.
    """

    threshold: Fraction
    threshold_because: str
    wait_days: int
    wait_because: str
    second_vote_days: int
    second_vote_because: str
    remainders: Sequence[str]
    remainders_because: str


@dataclass(frozen=True)
class Retention:
    """What must stay of somebody who is erased: `kind` is books, register, decisions or cases.

    `years` and `months` after the year or the case has ended; both None: for good.
    """

    kind: str
    years: int | None
    months: int | None
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
    limits: Sequence[Limit]
    capital: Capital
    ending: Ending
    kept: Sequence[Retention]
    duties: Sequence[ReportingDuty]
    deposits: LegalRule  # why a co-op holds no deposit of other people's money


def law_of(charter: Charter) -> Law:
    """The profile that the charter names."""
    return _law(str(charter.read(TextsCharter).law))


def floor_of(charter: Charter, decisions: Sequence[Decision]) -> tuple[Fraction, str]:
    """The least share of yes that the law asks for these decisions, and its paragraph; (0, "") for none."""
    law = law_of(charter)
    touched = {key for each in decisions for key in each.touches()}
    floors = [(law.special_threshold, law.special_because)] if touched & law.special else []
    if _ENDING in {each.kind for each in decisions}:
        floors.append((law.ending.threshold, law.ending.threshold_because))
    return max(floors, key=lambda floor: floor[0], default=(Fraction(0), ""))


def must_be_registered(charter: Charter, decisions: Sequence[Decision]) -> bool:
    """Does the law make any of this effective only when a register has it?"""
    return bool({key for each in decisions for key in each.touches()} & law_of(charter).registered)


def must_be_lawful(charter: Charter, key: str, value: Value) -> None:
    """Refuse a parameter's value that the law forbids, with the paragraph that forbids it.

    Changing the law itself is refused while the charter holds what the new one forbids.
    """
    after = charter.changed(key, value)
    for each in law_of(after).limits:
        if not register.is_offered(each.key) or key not in {each.key, each.where, _LAW}:
            continue
        applies = not each.where or after.value(each.where) not in {0, Fraction(0), ""}
        if applies and each.is_crossed_by(after.value(each.key)):
            raise Refusal(
                _(
                    "The law does not let a vote do this. {paragraph}: {says} “{what}” is {allowed}. "
                    "Nothing was changed."
                ),
                paragraph=each.paragraph,
                says=each.says,
                what=register.parameter(each.key).words,
                allowed=each.words(),
                field="value",
            )


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
        limits=[_limit(each) for each in data.get("limits", ())],
        capital=_capital(data.get("capital", {})),
        ending=_ending(data.get("ending", {})),
        kept=[
            Retention(
                kind=kind,
                years=each.get("years"),
                months=each.get("months"),
                paragraph=each["paragraph"],
                says=each["says"],
                verified=each["verified"],
            )
            for kind, each in data["kept"].items()
        ],
        duties=[ReportingDuty(**each) for each in data.get("duties", ())],
        deposits=LegalRule(**data["deposits"]),
    )


def _limit(data: dict[str, Any]) -> Limit:
    return Limit(
        key=data["key"],
        least=_number(data.get("least")),
        most=_number(data.get("most")),
        only=data.get("only"),
        where=data.get("where", ""),
        paragraph=data["paragraph"],
        says=data["says"],
    )


def _capital(data: dict[str, Any]) -> Capital:
    ceiling = data.get("interest_ceiling")
    return Capital(
        most_held=data.get("most_held", {}),
        most_held_because=data.get("most_held_because", ""),
        reserve_floor=Fraction(data.get("reserve_floor", "0")),
        reserve_because=data.get("reserve_because", ""),
        interest_ceiling=None if ceiling is None else Fraction(ceiling),
        interest_because=data.get("interest_because", ""),
        patronage_cash=Fraction(data.get("patronage_cash", "0")),
        patronage_because=data.get("patronage_because", ""),
        pays_patronage=data.get("pays_patronage", True),
        order=tuple(data.get("order", _ORDER)),
        order_because=data.get("order_because", ""),
    )


def _ending(data: dict[str, Any]) -> Ending:
    return Ending(
        threshold=Fraction(data.get("threshold", "0")),
        threshold_because=data.get("threshold_because", ""),
        wait_days=int(data.get("wait_days", 0)),
        wait_because=data.get("wait_because", ""),
        second_vote_days=int(data.get("second_vote_days", 0)),
        second_vote_because=data.get("second_vote_because", ""),
        remainders=tuple(data.get("remainders", _REMAINDERS)),
        remainders_because=data.get("remainders_because", ""),
    )


def _number(stored: int | str | None) -> int | Fraction | None:
    """A share is written "1/10"."""
    return Fraction(stored) if isinstance(stored, str) else stored
