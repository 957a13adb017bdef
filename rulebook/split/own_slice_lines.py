"""What own_slice_v1 tells everybody, and what it tells one member so that she can work it out again."""

from collections.abc import Iterator
from dataclasses import asdict

from rulebook.canonical import Json
from rulebook.split.bundle import Bundle, money_of, rate_of, terms_of
from rulebook.split.economy import MILLION
from rulebook.split.gifts import Roots, fund_reaches, gifts, own_reaches
from rulebook.split.own_slice import (
    OwnSliceSheet,
    OwnSliceTerms,
    Rates,
    credit_room,
    fund_back,
    own_slice_v1,
    slice_rates,
)
from rulebook.split.pool import pool_of
from rulebook.split.reading import Entry, Malformed, in_millionths


class OwnSliceLines:
    """See `SplitRule` in rules.py."""

    figures_named = frozenset({"dues", "given", "paid", "room", "credit_rate"})

    def split(self, bundle: Bundle) -> OwnSliceSheet:
        if bundle.terms is None:
            raise Malformed("the bundle lacks the terms of own slices")
        return own_slice_v1(bundle.economy, bundle.money, bundle.terms, seed=bundle.heading.seed.encode())

    def figures(self, sheet: OwnSliceSheet) -> dict[str, Json]:
        people = sheet.economy.people
        return {
            "dues": {"own": sum([each.own for each in people]), "fund": sum([each.fund for each in people])},
            "given": {
                "own": in_millionths(sum(sheet.given.own)),
                "fund": in_millionths(sum(sheet.given.fund)),
            },
            "paid": sum(sheet.paid),
            "room": _room(sheet),
            "credit_rate": asdict(sheet.credit.rate),
        }

    def results(self, public: Entry) -> dict[str, Json]:
        """Raises Malformed where the figures contradict each other."""
        dues, given = public.entry("dues").only({"own", "fund"}), public.entry("given").only({"own", "fund"})
        own, fund, paid = dues.number("own"), dues.number("fund"), public.number("paid")
        pool = pool_of(own + fund, money_of(public))
        rates = slice_rates(pool, fund, _terms(public))
        by_own, by_fund = given.millionths("own"), given.millionths("fund")
        if by_own > rates.own_slice(own) or by_fund > rates.fund_slice(fund):
            raise Malformed("the public file: more was given than there were slices")
        if paid * MILLION > by_own + by_fund:
            raise Malformed("the public file: more was paid than was given")
        back = fund_back(pool, fund, by_fund)
        left = pool.slices - paid - back
        credit = min(left, public.number("room"))
        return {
            "pool": pool.plain(),
            "rates": {
                "own": [rates.own.numerator, rates.own.denominator],
                "fund": [rates.fund.numerator, rates.fund.denominator],
            },
            "credit": credit,
            "fund_back": back,
            "kept": left - credit,
        }

    def line(self, sheet: OwnSliceSheet, index: int) -> dict[str, Json]:
        person = sheet.economy.people[index]
        own, fund = sheet.rates.own_slice(person.own), sheet.rates.fund_slice(person.fund)
        return {
            "key": person.key,
            "stands": person.stands,
            "own": person.own,
            "fund": person.fund,
            "slice": {"own": in_millionths(own), "fund": in_millionths(fund)},
            "gave": _gave(sheet, index, own, fund),
            "received": in_millionths(sheet.given.received[index]),
            "paid": sheet.paid[index],
            "credit": sheet.credit.parts[index],
        }

    def faults(self, public: Entry, line: Entry, *, lot: str) -> Iterator[str]:
        """What of a line does not follow from the public file; `lot` is her lot number. Raises Malformed."""
        line.only({"key", "stands", "own", "fund", "slice", "gave", "received", "paid", "credit"})
        rates = Rates(public.entry("rates").share("own"), public.entry("rates").share("fund"))
        own, fund = rates.own_slice(line.number("own")), rates.fund_slice(line.number("fund"))
        slices = line.entry("slice").only({"own", "fund"})
        if (slices.millionths("own"), slices.millionths("fund")) != (own, fund):
            yield "the slice is not what is left of these dues"
        gave = list(line.entries("gave"))
        terms = _terms(public)
        if [each.millionths("own") for each in gave] != _amounts(gave, "own_reaches", own, terms):
            yield "what this slice gave is not what the thanks say"
        if [each.millionths("fund") for each in gave] != _amounts(gave, "fund_reaches", fund, terms):
            yield "what the fund gave for this person is not what the thanks say"
        if any(each.text("to") == line.text("key") and each.number("own_reaches") for each in gave):
            yield "a slice went to the person herself"
        if line.number("paid") != line.millionths("received") // MILLION:
            yield "what was paid is not what was received, rounded down"
        if line.number("credit") != _credit(public, line, lot):
            yield "the credit does not follow from the dues"


def _gave(sheet: OwnSliceSheet, index: int, own: int, fund: int) -> list[Json]:
    """Everybody whom one person thanked, also those whom it brought nothing, by their keys."""
    economy, people = sheet.economy, sheet.economy.people
    thanked = sorted(economy.thanks.of(index), key=lambda pair: people[pair[0]].key)
    # Without a slice that the fund pays nothing is said of branches: they are others'.
    reached = [
        (int(own_reaches(economy, index, to)), int(fund > 0 and fund_reaches(economy, index, to)))
        for to, _count in thanked
    ]
    counts = [count for _to, count in thanked]
    by_own = _to_those_reached(own, counts, [each for each, _ in reached], sheet.terms)
    by_fund = _to_those_reached(fund, counts, [each for _, each in reached], sheet.terms)
    return [
        {
            "to": people[to].key,
            "thanks": count,
            "own_reaches": reaches[0],
            "fund_reaches": reaches[1],
            "own": in_millionths(from_own),
            "fund": in_millionths(from_fund),
        }
        for (to, count), reaches, from_own, from_fund in zip(thanked, reached, by_own, by_fund, strict=True)
    ]


def _amounts(gave: list[Entry], reaches: str, slice_: int, terms: OwnSliceTerms) -> list[int]:
    counts = [each.number("thanks") for each in gave]
    return _to_those_reached(slice_, counts, [each.number(reaches) for each in gave], terms)


def _to_those_reached(slice_: int, counts: list[int], reached: list[int], terms: OwnSliceTerms) -> list[int]:
    """What each of those thanked gets; nothing for whoever is not reached."""
    roots = Roots()
    amounts = iter(
        gifts(
            slice_,
            [roots[count] for count, reaches in zip(counts, reached, strict=True) if reaches],
            cap=terms.cap(slice_),
        )
    )
    return [next(amounts) if reaches else 0 for reaches in reached]


def _room(sheet: OwnSliceSheet) -> int:
    """For credit, on the dues of all members together."""
    people = zip(sheet.economy.people, sheet.given.own, strict=True)
    return sum([credit_room(person.own, gave) for person, gave in people if person.stands == "member"])


def _credit(public: Entry, line: Entry, lot: str) -> int:
    """What a line's credit must be."""
    own = line.number("own") if line.text("stands") == "member" else 0
    room = credit_room(own, sum([each.millionths("own") for each in line.entries("gave")]))
    return rate_of(public.entry("credit_rate")).part(own, lot=lot, limit=room)


def _terms(public: Entry) -> OwnSliceTerms:
    terms = terms_of(public)
    if terms is None:
        raise Malformed(f"{public.name} lacks the terms of own slices")
    return terms
