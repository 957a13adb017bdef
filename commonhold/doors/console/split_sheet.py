"""A split as text, for somebody who reads it in a terminal: the sums, and one person's worked calculation."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import isqrt

from commonhold.doors.console.tally_sheet import printable
from rulebook.split.economy import MILLION
from rulebook.split.reading import Entry

_SUMS = {
    "credit": "Credit on dues",
    "fund_back": "Back to the solidarity fund",
    "kept": "Kept by the co-op: no dues had room for it",
}
_FIRST = {
    "losses": "losses of before",
    "costs": "costs",
    "reserve": "to the reserve",
    "before": "interest on shares, patronage",
}
_WIDTH = 52


@dataclass(frozen=True)
class Amounts:
    """How amounts of one currency are written."""

    decimals: int

    def exact(self, millionths: int) -> str:
        """Every digit that there is, without zeros at the end that say nothing."""
        digits = self.decimals + 6
        whole, rest = divmod(millionths, 10**digits)
        shown = f"{rest:0{digits}}"
        return f"{whole}.{shown[: self.decimals]}{shown[self.decimals :].rstrip('0')}".rstrip(".")

    def plain(self, amount: int) -> str:
        return self.exact(amount * MILLION)


def sums(public: Entry, data: bytes) -> list[str]:
    """The public file, `data`, as a page."""
    amounts = Amounts(public.number("decimals"))
    rows = [
        ("Dues that members paid", public.entry("dues").number("own")),
        ("Dues that the solidarity fund paid", public.entry("dues").number("fund")),
        ("Outside income", public.entry("pool").number("outside")),
        *[(f"First: {words}", public.entry("money").number(name)) for name, words in _FIRST.items()],
        ("Missing: carried as a loss", public.entry("pool").number("missing")),
        ("Outside income that was neither needed nor had room", public.entry("pool").number("over")),
        ("Shared", public.entry("pool").number("slices")),
    ]
    if "paid" in public.values:
        rows.append(("Paid to those who were thanked", public.number("paid")))
    rows += [(words, public.number(name)) for name, words in _SUMS.items()]
    return [
        _heading(public),
        "",
        *[f"{words:<{_WIDTH}} {amounts.plain(amount):>18}" for words, amount in rows],
        "",
        f"Lines committed to: {len(public.texts('commitments'))}",
        f"Seed of the lot: {printable(public.text('seed'))}",
        f"SHA-256 of the public file: {sha256(data).hexdigest()}",
    ]


def calculation(public: Entry, line: Entry) -> list[str]:
    """Why exactly this amount: one person's line, worked out from the public file."""
    amounts = Amounts(public.number("decimals"))
    steps = _equal_share if public.text("rule") == "equal_share_v1" else _own_slice
    return [
        f"{printable(line.text('key'))}: {_heading(public)}",
        "",
        f"Dues: {amounts.plain(line.number('own'))} paid by the person, "
        f"{amounts.plain(line.number('fund'))} by the solidarity fund.",
        *steps(public, line, amounts),
    ]


def _own_slice(public: Entry, line: Entry, amounts: Amounts) -> Iterator[str]:
    for name, whose in (("own", "Slice"), ("fund", "Slice that the fund pays")):
        dues, slice_ = line.number(name), line.entry("slice").millionths(name)
        if dues:
            rate = public.entry("rates").share(name)
            yield f"{whose}: {amounts.plain(dues)} · {rate} = {amounts.exact(slice_)}"
            yield from _gifts(public, line, name, amounts)
    received = line.millionths("received")
    paid = amounts.plain(line.number("paid"))
    yield f"Received from other people's slices: {amounts.exact(received)}, rounded down: {paid}"
    yield _credit(public.entry("credit_rate"), line, amounts)
    total = line.number("paid") + line.number("credit")
    yield f"Together: {amounts.plain(total)} {printable(public.text('currency'))}"


def _gifts(public: Entry, line: Entry, name: str, amounts: Amounts) -> Iterator[str]:
    """To whom a slice went, and what is left of it."""
    left = line.entry("slice").millionths(name)
    for each in line.entries("gave"):
        given = each.millionths(name)
        left -= given
        root = Amounts(0).exact(isqrt(each.number("thanks") * MILLION * MILLION))
        why = f"√{each.number('thanks')} = {root}" if each.number(f"{name}_reaches") else "not reached"
        yield f"  {printable(each.text('to')):<24} {why:<20} {amounts.exact(given):>18}"
    most = public.entry("terms").share("to_one")
    yield f"  {'left':<24} {f'{most} to one at most':<20} {amounts.exact(left):>18}"


def _credit(rate: Entry, line: Entry, amounts: Amounts) -> str:
    if not line.number("own") or line.text("stands") != "member":
        return "Credit: none, since there are no dues of this person's own to come."
    units, weight = rate.number("units"), rate.number("weight")
    exact = amounts.exact(line.number("own") * units * MILLION // weight)
    own, credit = amounts.plain(line.number("own")), amounts.plain(line.number("credit"))
    return (
        f"Credit: {own} · {units}/{weight} = {exact}, by largest remainder, "
        f"and no more than the dues less what their slice gave: {credit}"
    )


def _equal_share(public: Entry, line: Entry, amounts: Amounts) -> Iterator[str]:
    rate = public.entry("share_rate")
    exact = amounts.exact(rate.number("units") * MILLION // rate.number("weight"))
    yield f"Everybody's share: {exact}, no more than her dues: {amounts.plain(line.number('share'))}"
    credit = amounts.plain(line.number("credit"))
    yield f"Credit on dues of her own: {credit} {printable(public.text('currency'))}"


def _heading(public: Entry) -> str:
    period, currency = printable(public.text("period")), printable(public.text("currency"))
    return f"split of {period} by {public.text('rule')}, in {currency}"
