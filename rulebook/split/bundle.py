"""The auditors' bundle: everything that one split read, in one file of canonical JSON.

Integers and texts only. It holds who thanked whom and for whom the fund paid, so only elected auditors open
it; the house logs that they did.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rulebook.canonical import Json, canonical
from rulebook.split.economy import Economy, Person, Thanks
from rulebook.split.largest_remainder import Rate
from rulebook.split.own_slice import OwnSliceTerms
from rulebook.split.pool import Money
from rulebook.split.reading import Entry, Malformed, read

TYPE = "split-bundle"
SALT_BYTES = 32

_PERSON = {"key", "own", "fund", "branches", "stands", "thanked", "salt"}
_BUNDLE = {"type", "v", "rule", "period", "currency", "decimals", "seed", "money", "terms", "people"}


@dataclass(frozen=True)
class Heading:
    """Which split this is. `period` and `currency` are the house's words, such as 2027-03 and EUR."""

    rule: str
    period: str
    currency: str
    decimals: int  # of the currency: how many digits of an amount stand after the point
    seed: str  # of the lot

    def plain(self) -> dict[str, Json]:
        return {
            "rule": self.rule,
            "period": self.period,
            "currency": self.currency,
            "decimals": self.decimals,
            "seed": self.seed,
        }


@dataclass(frozen=True)
class Bundle:
    heading: Heading
    money: Money
    terms: OwnSliceTerms | None  # None for equal shares, which have none
    economy: Economy
    salts: Sequence[bytes]  # 32 bytes for each person, drawn for this split alone

    def __post_init__(self) -> None:
        if len(self.salts) != len(self.economy.people) or any(len(each) != SALT_BYTES for each in self.salts):
            raise ValueError(f"each person has a salt of {SALT_BYTES} bytes")


def write_bundle(bundle: Bundle) -> bytes:
    people: list[Json] = [_plain_person(bundle, index) for index in range(len(bundle.salts))]
    return canonical(
        bundle.heading.plain()
        | {
            "type": TYPE,
            "v": 1,
            "money": bundle.money.plain(),
            "terms": plain_terms(bundle.terms),
            "people": people,
        }
    )


def read_bundle(data: bytes) -> Bundle:
    """Raises Malformed, also for amounts and people that no split accepts."""
    entry = read(data, what="the bundle").only(_BUNDLE)
    if (entry.text("type"), entry.number("v")) != (TYPE, 1):
        raise Malformed(f"this is no {TYPE} of version 1")
    try:
        people, thanked, salts = [], [], []
        for each in entry.entries("people"):
            each.only(_PERSON)
            people.append(_person(each))
            thanked.append(each.entry("thanked"))
            salts.append(bytes.fromhex(each.text("salt")))
        economy = Economy(people, _thanks(people, thanked))
        return Bundle(heading_of(entry), money_of(entry), terms_of(entry), economy, salts)
    except ValueError as error:
        raise Malformed(str(error)) from None


def heading_of(entry: Entry) -> Heading:
    return Heading(
        entry.text("rule"),
        entry.text("period"),
        entry.text("currency"),
        entry.number("decimals"),
        entry.text("seed"),
    )


def money_of(entry: Entry) -> Money:
    names = ("losses", "costs", "reserve", "before", "outside")
    money = entry.entry("money").only(names)
    return Money(**{name: money.number(name) for name in names})


def terms_of(entry: Entry) -> OwnSliceTerms | None:
    terms = entry.entry("terms")
    if not terms.values:
        return None
    terms.only({"to_one", "fund_pot"})
    return OwnSliceTerms(to_one=terms.share("to_one"), fund_pot=terms.number("fund_pot"))


def rate_of(entry: Entry) -> Rate:
    entry.only({"units", "weight", "remainder", "lot"})
    if not entry.number("weight"):
        raise Malformed(f"{entry.name}: nothing can be shared by no weight")
    return Rate(entry.number("units"), entry.number("weight"), entry.number("remainder"), entry.text("lot"))


def plain_terms(terms: OwnSliceTerms | None) -> Mapping[str, Json]:
    if terms is None:
        return {}
    return {"to_one": [terms.to_one.numerator, terms.to_one.denominator], "fund_pot": terms.fund_pot}


def _plain_person(bundle: Bundle, index: int) -> Mapping[str, Json]:
    people = bundle.economy.people
    person = people[index]
    return {
        "key": person.key,
        "own": person.own,
        "fund": person.fund,
        "branches": sorted(person.branches),
        "stands": person.stands,
        "thanked": {people[to].key: count for to, count in bundle.economy.thanks.of(index)},
        "salt": bundle.salts[index].hex(),
    }


def _person(entry: Entry) -> Person:
    match entry.text("stands"):
        case ("member" | "left" | "outside") as stands:
            branches = frozenset(entry.numbers("branches"))
            return Person(entry.text("key"), entry.number("own"), entry.number("fund"), branches, stands)
    raise Malformed(f"{entry.name}: nobody stands so")


def _thanks(people: Sequence[Person], thanked: Sequence[Entry]) -> Thanks:
    index = {person.key: place for place, person in enumerate(people)}

    def of(entry: Entry) -> Iterator[tuple[int, int]]:
        for key in entry.values:
            if key not in index:
                raise Malformed(f"{entry.name}: “{key}” is not among the people")
            yield index[key], entry.number(key)

    said = [sorted(of(entry)) for entry in thanked]
    starts = [0]
    for each in said:
        starts.append(starts[-1] + len(each))
    to, counts = [], []
    for receiver, count in chain.from_iterable(said):
        to.append(receiver)
        counts.append(count)
    return Thanks(starts, to, counts)
