"""A proposal's question as it is kept, and as it is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonhold.civic.governance.by_class import FrozenClasses
from commonhold.civic.governance.questions import sealable
from commonhold.civic.governance.questions.budget import SHARING, Budget
from commonhold.civic.governance.questions.consent import Consent
from commonhold.civic.governance.questions.number import Number
from commonhold.civic.governance.questions.points import PointsChoice, PointsElection
from commonhold.civic.governance.questions.question import Option, Question
from commonhold.civic.governance.questions.ranked import CHOOSING, ELECTING, ORDERING, Choice, Election, Order
from commonhold.civic.governance.questions.yes_no import ByClass, YesNo, by_class_method
from commonhold.civic.governance.vocabulary import Kind, Mode
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from rulebook.tally import consent, majority, median, score
from rulebook.tally.rule import Rule

#: How each kind can be counted, the usual way first.
METHODS: Mapping[Kind, tuple[Rule, ...]] = {
    **dict.fromkeys((Kind.MOTION, Kind.ADVISORY, Kind.RECALL, Kind.EMERGENCY), (majority.RULE,)),
    Kind.CONSENT: (consent.RULE,),
    Kind.ELECTION: ELECTING,
    Kind.CHOICE: CHOOSING,
    Kind.ORDER: ORDERING,
    Kind.BUDGET: SHARING,
    Kind.PARAMETER: (median.RULE,),
}
#: Kinds whose ballot lists options, and so needs some.
WITH_OPTIONS = frozenset({Kind.ELECTION, Kind.CHOICE, Kind.ORDER, Kind.BUDGET})
#: Kinds whose option 0 is how things are.
WITH_STATUS_QUO = frozenset({Kind.ELECTION, Kind.CHOICE, Kind.ORDER})


@dataclass(frozen=True)
class Asked:
    """What the author asks, frozen with the text at notice. Only what its kind needs is read."""

    kind: Kind = Kind.MOTION
    method: str = ""  # its version; empty: the usual way
    mode: Mode = Mode.CONFIDENTIAL
    seats: int = 1
    role: str = ""  # elections: the mandate
    months: int = 0  # elections: how long the mandate lasts; 0: until it is taken back
    money: int = 0  # budgets: in the smallest coins
    key: str = ""  # parameter: the charter's
    lowest: int = 0
    highest: int = 0
    trustees: str = ""  # sealed: who would make the key, as person ids with spaces between
    needed: int = 0  # sealed: how many of them open the count

    def __post_init__(self) -> None:
        known = {rule.version for rule in METHODS[self.kind]}
        if self.method and self.method not in known:
            raise Refusal(_("This kind of vote can't be counted like that."), field="method")
        if not 1 <= self.seats <= 50:
            raise Refusal(_("An election fills between 1 and 50 seats."), field="seats")
        if (
            self.kind is Kind.ELECTION
            and self.seats > 1
            and any(rule.version == self.method and rule.one_seat for rule in METHODS[self.kind])
        ):
            raise Refusal(_("Several seats need a method that fills several."), field="method")
        if self.kind is Kind.BUDGET and self.money < 1:
            raise Refusal(_("A budget needs a sum to share out."), field="money")
        if self.mode is Mode.SEALED:
            sealable.must_be(self.kind, self.counted_by)
            sealable.must_have(self.trustees, self.needed)

    @property
    def counted_by(self) -> str:
        """The method's version."""
        return self.method or METHODS[self.kind][0].version


def kept(asked: Asked) -> dict[str, int | str]:
    """As JSON data; `asked_from` gives it back."""
    return {name: str(value) if isinstance(value, str) else value for name, value in asdict(asked).items()}


def asked_from(data: Mapping[str, Any]) -> Asked:
    """What was kept; nothing kept is a motion."""
    if not data:
        return Asked()
    return Asked(**{**data, "kind": Kind(data["kind"]), "mode": Mode(data.get("mode", Mode.CONFIDENTIAL))})


def question_of(
    asked: Asked,
    *,
    proposed: Sequence[Decision],
    options: Iterable[Option],
    present: int = 0,
    override: Fraction | None = None,
    sets: Callable[[int], Decision] | None = None,
    classes: FrozenClasses | None = None,
) -> Question:
    """The question that is put to the members. `present` is the number that holds now, `override` the
    charter's share of consent that carries over objections, `classes` how classes of members are counted
    where they are: all as they were at notice. How things are has one name in every language, since lots are
    drawn by names: pages translate it.
    """
    method = asked.counted_by
    if asked.kind in WITH_OPTIONS:
        return _about_options(asked, list(options))
    if asked.kind is Kind.CONSENT:
        return Consent(method=method, proposed=proposed, override=override)
    if asked.kind is Kind.PARAMETER:
        return Number(method=method, lowest=asked.lowest, highest=asked.highest, present=present, sets=sets)
    return _yes_no(asked, proposed, classes)


def _about_options(asked: Asked, listed: list[Option]) -> Question:
    method = asked.counted_by
    match asked.kind:
        case Kind.ELECTION:
            now = Option(gettext_noop("Leave the seat open"))
            seats = max(1, min(asked.seats, len(listed)))
            elects = PointsElection if method == score.RULE.version else Election
            return elects(method=method, options=[now, *listed], seats=seats)
        case Kind.CHOICE:
            now = Option(gettext_noop("Leave things as they are"))
            chooses = PointsChoice if method == score.RULE.version else Choice
            return chooses(method=method, options=[now, *listed], unranked="last")
        case Kind.ORDER:
            now = Option(gettext_noop("Nothing more"))
            return Order(method=method, options=[now, *listed], seats=len(listed) + 1, unranked="last")
        case _:
            return Budget(method=method, options=listed, money=asked.money)


def _yes_no(asked: Asked, proposed: Sequence[Decision], classes: FrozenClasses | None) -> YesNo:
    carried_out = () if asked.kind is Kind.ADVISORY else proposed
    if classes is None:
        return YesNo(method=asked.counted_by, proposed=carried_out)
    is_open = asked.mode is Mode.OPEN
    return ByClass(method=by_class_method(classes), proposed=carried_out, classes=classes, is_open=is_open)
