"""The public file of an appropriation, the auditors' bundle behind it, and working both out again.

As with a split, the public file holds sums and a salted commitment to each member's line. Whoever has the
bundle gets it byte for byte; whoever has only the public file gets it from its own figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rulebook.canonical import Json, canonical
from rulebook.split.appropriation import (
    VERSION,
    Appropriation,
    Creators,
    Interest,
    Losses,
    Patronage,
    Position,
    Reserve,
    Step,
    appropriate,
)
from rulebook.split.bundle import SALT_BYTES
from rulebook.split.reading import Entry, Malformed, read
from rulebook.split.replay import commitment

BUNDLE, PUBLIC = "appropriation-bundle", "appropriation-public"
_HEADING = ("year", "currency", "decimals", "seed")
_FIGURES = {*_HEADING, "type", "v", "rule", "order", "position", "totals", "commitments"}
_NONE = -1  # of the reserve's target: it has none


@dataclass(frozen=True)
class Case:
    """One appropriation: which year, the voted order, how things stood, and a salt for each member."""

    year: int
    currency: str
    decimals: int
    order: Sequence[Step]
    position: Position
    salts: Sequence[bytes]

    def __post_init__(self) -> None:
        people = len(self.position.keys)
        if not len(self.salts) == len(self.position.shares) == len(self.position.patronage) == people:
            raise ValueError("each member has a key, shares, patronage and a salt")
        if any(len(each) != SALT_BYTES for each in self.salts):
            raise ValueError(f"a salt has {SALT_BYTES} bytes")

    def heading(self) -> dict[str, Json]:
        return {
            "year": self.year,
            "currency": self.currency,
            "decimals": self.decimals,
            "seed": self.position.seed.decode(),
            "rule": VERSION,
            "order": [_plain_step(each) for each in self.order],
        }


@dataclass(frozen=True)
class Line:
    """What one member gets."""

    key: str
    interest: int
    patronage: int

    def plain(self) -> dict[str, Json]:
        return {"key": self.key, "interest": self.interest, "patronage": self.patronage}


def lines(case: Case, sheet: Appropriation) -> list[Line]:
    parts = {each.kind: each.parts for each in sheet.steps}
    nothing = [0] * len(case.position.keys)
    interest, patronage = (parts.get(kind) or nothing for kind in ("interest", "patronage"))
    return [Line(*each) for each in zip(case.position.keys, interest, patronage, strict=True)]


def public_file(case: Case) -> bytes:
    sheet = appropriate(case.order, case.position)
    asked = {each.kind: each.asked for each in sheet.steps}
    told = zip(case.salts, lines(case, sheet), strict=True)
    figures = case.heading() | {
        "type": PUBLIC,
        "v": 1,
        "position": _plain_position(case.position),
        "totals": {"interest": asked.get("interest", 0), "patronage": sum(case.position.patronage)},
        "commitments": sorted(commitment(salt, line.plain()) for salt, line in told),
    }
    return canonical(figures | _results(sheet))


def write_bundle(case: Case) -> bytes:
    position = case.position
    people: list[Json] = [
        {"key": key, "shares": shares, "patronage": patronage, "salt": salt.hex()}
        for key, shares, patronage, salt in zip(
            position.keys, position.shares, position.patronage, case.salts, strict=True
        )
    ]
    told: dict[str, Json] = {"type": BUNDLE, "v": 1, "position": _plain_position(position), "people": people}
    return canonical(case.heading() | told)


def read_bundle(data: bytes) -> Case:
    """Raises Malformed."""
    entry = read(data, what="the bundle").only(
        {*_HEADING, "type", "v", "rule", "order", "position", "people"}
    )
    _must_be(entry, BUNDLE)
    people = [each.only({"key", "shares", "patronage", "salt"}) for each in entry.entries("people")]
    try:
        position = _position(
            entry,
            shares=[each.number("shares") for each in people],
            patronage=[each.number("patronage") for each in people],
            keys=[each.text("key") for each in people],
        )
        salts = [bytes.fromhex(each.text("salt")) for each in people]
        return Case(
            entry.number("year"),
            entry.text("currency"),
            entry.number("decimals"),
            list(_order(entry)),
            position,
            salts,
        )
    except ValueError as error:
        raise Malformed(str(error)) from None


def replay(data: bytes) -> bytes:
    """The public file, from a bundle or from its own figures. Raises Malformed, also where it is another."""
    if read(data, what="the file").text("type") == BUNDLE:
        return public_file(read_bundle(data))
    public = read(data, what="the public file")
    _must_be(public, PUBLIC)
    results = _results(_sums(public))
    public.only({*_FIGURES, *results})
    for name, value in results.items():
        if public.values[name] != value:
            raise Malformed(f"the public file: {name} does not follow from its figures")
    public.texts("commitments")
    return canonical(public.values)


def _sums(public: Entry) -> Appropriation:
    """The steps from totals alone: all interest stands for one member's, and all patronage too."""
    totals = public.entry("totals").only({"interest", "patronage"})
    asked, paid = totals.number("interest"), totals.number("patronage")
    whole = [Interest(Fraction(1)) if isinstance(each, Interest) else each for each in _order(public)]
    try:
        position = _position(public, shares=[asked], patronage=[paid], keys=["all"])
        return appropriate(whole, position)
    except ValueError as error:
        raise Malformed(str(error)) from None


def _results(sheet: Appropriation) -> dict[str, Json]:
    steps: list[Json] = [
        {"step": each.kind, "before": each.before, "asked": each.asked, "took": each.took, "left": each.left}
        for each in sheet.steps
    ]
    return {
        "steps": steps,
        "remainder": sheet.remainder,
        "losses_after": sheet.losses,
        "reserve_after": sheet.reserve,
    }


def _plain_position(position: Position) -> dict[str, Json]:
    return {
        "surplus": max(0, position.surplus),
        "loss": max(0, -position.surplus),
        "losses": position.losses,
        "reserve": position.reserve,
    }


def _position(entry: Entry, *, shares: list[int], patronage: list[int], keys: list[str]) -> Position:
    told = entry.entry("position").only({"surplus", "loss", "losses", "reserve"})
    return Position(
        surplus=told.number("surplus") - told.number("loss"),
        losses=told.number("losses"),
        reserve=told.number("reserve"),
        shares=shares,
        patronage=patronage,
        keys=keys,
        seed=entry.text("seed").encode(),
    )


def _plain_step(step: Step) -> Mapping[str, Json]:
    match step:
        case Losses():
            return {"step": "losses"}
        case Reserve():
            until = _NONE if step.until is None else step.until
            return {"step": "reserve", "share": _pair(step.share), "floor": _pair(step.floor), "until": until}
        case Interest():
            ceiling = [] if step.ceiling is None else _pair(step.ceiling)
            return {"step": "interest", "rate": _pair(step.rate), "ceiling": ceiling}
        case Patronage():
            return {"step": "patronage", "share": _pair(step.share)}
        case Creators():
            return {"step": "creators", "share": _pair(step.share)}


def _order(entry: Entry) -> Iterator[Step]:
    for each in entry.entries("order"):
        match each.text("step"):
            case "losses":
                yield Losses()
            case "reserve":
                until = each.values.get("until")
                target = None if until == _NONE else each.number("until")
                yield Reserve(each.share("share"), target, each.share("floor"))
            case "interest":
                ceiling = each.share("ceiling") if each.numbers("ceiling") else None
                yield Interest(each.share("rate"), ceiling)
            case "patronage":
                yield Patronage(each.share("share"))
            case "creators":
                yield Creators(each.share("share"))
            case other:
                raise Malformed(f"{each.name}: there is no step “{other}”")


def _pair(share: Fraction) -> list[Json]:
    return [share.numerator, share.denominator]


def _must_be(entry: Entry, kind: str) -> None:
    if (entry.text("type"), entry.number("v"), entry.text("rule")) != (kind, 1, VERSION):
        raise Malformed(f"this is no {kind} of version 1")
