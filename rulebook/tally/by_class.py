"""A yes or no that is counted by classes of members: each apart, or all together as they weigh.

Source: classes that each must agree, and classes of which each has a least and a most share of all votes, are
known from co-operatives of several kinds of members, such as the colleges of French co-operatives of common
interest (law no. 47-1775, title II ter; not read here in its present text). How floor and cap are met is our
own. What a vote weighs follows from the roll, before anybody votes: turnout changes nobody's weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rulebook.tally.count_sheet import Outcome, PlainData, exact
from rulebook.tally.few_voters import FEWEST_VOTERS, may_be_published
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms, Unranked

ANSWERS = ("yes", "no", "abstain")

EACH = Rule(
    name="classes",
    version="classes_v1",
    words=(
        "The answer is carried when it is carried by all members together and by each class that counts "
        "apart: by more than half of its yes and no votes, and at least the threshold where one is set. The "
        "quorum is asked of all members and of each of those classes; where one of them stays below it, "
        "nothing is decided. A class with nobody on the roll is passed over. Abstentions count to the "
        "quorum, and to nothing else. What “unranked” means makes no difference here."
    ),
)
WEIGHED = Rule(
    name="weighed-classes",
    version="weighed_classes_v1",
    words=(
        "Each vote weighs as its class does. A class's power is its weight times its members on the roll, as "
        "a share of all; a class below the floor is lifted to it, one above the cap is lowered to it, and "
        "the others share what is left as they did before. Each vote of a class is an equal part of its "
        "power. The answer is carried when yes has more than half of the power of yes and no, and at least "
        "the threshold. The quorum counts people. What “unranked” means makes no difference here."
    ),
)


@dataclass(frozen=True)
class VotingClass:
    """One class on the roll."""

    key: str
    roll: int  # members on the roll
    base: int  # of them, those from whom the quorum is reckoned
    apart: bool = True  # must agree by itself
    weight: int = 1  # of one vote, before floor and cap


@dataclass(frozen=True)
class ClassBallots:
    """Answers by class. Raises ValueError, in plain words, for what cannot be counted."""

    classes: tuple[VotingClass, ...]
    ballots: Mapping[tuple[str, str], int]  # (class, answer), and how many say it
    floor: Fraction = Fraction(0)
    cap: Fraction = Fraction(1)
    title: str = field(default="")

    def __post_init__(self) -> None:
        keys = [each.key for each in self.classes]
        if not keys or len(set(keys)) < len(keys) or not all(keys):
            raise ValueError("a vote by classes needs classes, each named once")
        for each in self.classes:
            if not 0 <= each.base <= each.roll or each.weight < 1:
                raise ValueError(
                    f"class {each.key}: a weight is at least 1, and the quorum is reckoned from no more than "
                    "are on the roll"
                )
        if not 0 <= self.floor <= self.cap <= 1:
            raise ValueError("a floor and a cap are shares between 0 and 1, the floor no more than the cap")
        for (key, answer), number in self.ballots.items():
            if key not in keys or answer not in ANSWERS or number < 1:
                raise ValueError(f"“{key} {answer}”, {number} times, is no ballot of this vote")
        for each in self.classes:
            if self.cast_in(each.key) > each.roll:
                raise ValueError(f"class {each.key}: more ballots than members on the roll")

    @property
    def cast(self) -> int:
        return sum(self.ballots.values())

    def cast_in(self, key: str) -> int:
        return sum(number for (its, _answer), number in self.ballots.items() if its == key)

    def said(self, key: str, answer: str) -> int:
        return self.ballots.get((key, answer), 0)


@dataclass(frozen=True)
class ClassLine:
    """How one class answered, and what that is worth."""

    key: str
    roll: int
    base: int
    yes: int
    no: int
    abstain: int
    apart: bool
    outcome: Outcome  # of this class by itself
    power: Fraction  # of all, where classes are weighed; else 0
    worth: Fraction  # of one of its votes

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class ClassSheet:
    """The count by classes, with everything that somebody needs to follow it."""

    method: str
    version: str
    rule: str
    title: str
    classes: tuple[ClassLine, ...]
    yes: Fraction  # as votes weigh; whole numbers of people where each class counts apart
    no: Fraction
    roll: int | None
    threshold: Fraction
    quorum: Fraction
    outcome: Outcome
    unranked: Unranked

    @property
    def elected(self) -> bool:
        """True where the answer is carried."""
        return self.outcome == "carried"

    @property
    def cast(self) -> int:
        return sum(each.cast for each in self.classes)

    @property
    def may_be_published(self) -> bool:
        """Is no class so small that its result would tell how somebody voted? A single one is everybody."""
        several = sum(each.roll > 0 for each in self.classes) > 1
        return not several or may_be_published({each.key: each.cast for each in self.classes})

    def plain(self) -> dict[str, PlainData]:
        """The sheet as JSON data; shares as exact text."""
        return {
            **self.kept_back(),
            "kept_back": False,
            "title": self.title,
            "yes": sum(each.yes for each in self.classes),
            "no": sum(each.no for each in self.classes),
            "abstain": sum(each.abstain for each in self.classes),
            "yes_power": exact(self.yes),
            "no_power": exact(self.no),
            "classes": [_plain(each) for each in self.classes],
        }

    def kept_back(self) -> dict[str, PlainData]:
        """What may be known where a class is too small: whether it was carried, and nothing else."""
        return {
            "method": self.method,
            "version": self.version,
            "rule": self.rule,
            "outcome": self.outcome,
            "kept_back": True,
            "cast": self.cast,
            "roll": self.roll,
            "threshold": exact(self.threshold),
            "quorum": exact(self.quorum),
            "unranked": self.unranked,
            "fewest_voters": FEWEST_VOTERS,
        }


def count_each(ballots: ClassBallots, terms: Terms) -> ClassSheet:
    """Each class apart, and all together. Raises ValueError for more ballots than people on the roll."""
    terms.check_turnout(ballots.cast)
    present = [each for each in ballots.classes if each.roll]
    nothing = dict.fromkeys((each.key for each in ballots.classes), Fraction(0))
    lines = _lines(ballots, terms, nothing)
    yes, no = (Fraction(sum(getattr(each, side) for each in lines)) for side in ("yes", "no"))
    together = _outcome(yes, no, ballots.cast, _base(ballots, terms), terms)
    asked = [line.outcome for line, each in zip(lines, ballots.classes, strict=True) if each in present]
    apart = [outcome for outcome, each in zip(asked, present, strict=True) if each.apart]
    return _sheet(EACH, ballots, terms, lines, (yes, no, _weakest([together, *apart])))


def count_weighed(ballots: ClassBallots, terms: Terms) -> ClassSheet:
    """All together, each vote as its class weighs. Raises ValueError as `count_each`."""
    terms.check_turnout(ballots.cast)
    lines = _lines(ballots, terms, powers(ballots.classes, ballots.floor, ballots.cap))
    yes, no = (
        sum((getattr(each, side) * each.worth for each in lines), Fraction(0)) for side in ("yes", "no")
    )
    outcome = _outcome(yes, no, ballots.cast, _base(ballots, terms), terms)
    return _sheet(WEIGHED, ballots, terms, lines, (yes, no, outcome))


def powers(classes: Sequence[VotingClass], floor: Fraction, cap: Fraction) -> dict[str, Fraction]:
    """The share of all votes that each class has, worked out from the roll: together exactly 1.

    Floor and cap hold for classes with somebody on the roll. Where they cannot all be met, because there are
    too many classes for the floor or too few for the cap, these classes are equal. Those at the floor and at
    the cap are set one side at a time, the side that is further from what is left to share out; the others
    keep their proportions.

    >>> few, many = VotingClass("few", 20, 20), VotingClass("many", 980, 980)
    >>> {key: str(share) for key, share in powers([few, many], Fraction(1, 5), Fraction(1)).items()}
    {'few': '1/5', 'many': '4/5'}
    """
    raw = {each.key: Fraction(each.weight * each.roll) for each in classes if each.roll}
    nobody = {each.key: Fraction(0) for each in classes if not each.roll}
    if not raw:
        return nobody
    if floor * len(raw) >= 1 or cap * len(raw) <= 1:
        return {**nobody, **dict.fromkeys(raw, Fraction(1, len(raw)))}
    fixed: dict[str, Fraction] = {}
    while True:
        free = {key: amount for key, amount in raw.items() if key not in fixed}
        left, whole = 1 - sum(fixed.values()), sum(free.values())
        shares = {key: left * amount / whole for key, amount in free.items()}
        lifted = sum((floor - share for share in shares.values() if share < floor), Fraction(0))
        lowered = sum((share - cap for share in shares.values() if share > cap), Fraction(0))
        if not lifted and not lowered:
            return {**nobody, **fixed, **shares}
        if lifted >= lowered:
            fixed.update({key: floor for key, share in shares.items() if share < floor})
        else:
            fixed.update({key: cap for key, share in shares.items() if share > cap})


def _lines(ballots: ClassBallots, terms: Terms, power: Mapping[str, Fraction]) -> tuple[ClassLine, ...]:
    lines = []
    for each in ballots.classes:
        yes, no, abstain = (ballots.said(each.key, answer) for answer in ANSWERS)
        lines.append(
            ClassLine(
                key=each.key,
                roll=each.roll,
                base=each.base,
                yes=yes,
                no=no,
                abstain=abstain,
                apart=each.apart,
                outcome=_outcome(Fraction(yes), Fraction(no), yes + no + abstain, each.base, terms),
                power=power[each.key],
                worth=power[each.key] / each.roll if each.roll else Fraction(0),
            )
        )
    return tuple(lines)


def _outcome(yes: Fraction, no: Fraction, cast: int, base: int, terms: Terms) -> Outcome:
    if cast < terms.quorum * base:
        return "no-quorum"
    return "carried" if yes > no and yes >= terms.threshold * (yes + no) else "defeated"


def _weakest(outcomes: Sequence[Outcome]) -> Outcome:
    """Too few anywhere decides nothing; else a no anywhere is a no."""
    for outcome in ("no-quorum", "defeated"):
        if outcome in outcomes:
            return outcome
    return "carried"


def _base(ballots: ClassBallots, terms: Terms) -> int:
    return sum(each.base for each in ballots.classes) if terms.roll is None else terms.roll


def _sheet(
    rule: Rule,
    ballots: ClassBallots,
    terms: Terms,
    lines: tuple[ClassLine, ...],
    said: tuple[Fraction, Fraction, Outcome],
) -> ClassSheet:
    return ClassSheet(
        method=rule.name,
        version=rule.version,
        rule=rule.words,
        title=ballots.title,
        classes=lines,
        yes=said[0],
        no=said[1],
        roll=terms.roll,
        threshold=terms.threshold,
        quorum=terms.quorum,
        outcome=said[2],
        unranked=terms.unranked,
    )


def _plain(line: ClassLine) -> PlainData:
    return {
        "key": line.key,
        "roll": line.roll,
        "base": line.base,
        "yes": line.yes,
        "no": line.no,
        "abstain": line.abstain,
        "apart": line.apart,
        "outcome": line.outcome,
        "power": exact(line.power),
        "worth": exact(line.worth),
    }
