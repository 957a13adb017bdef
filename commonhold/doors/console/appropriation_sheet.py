"""The appropriation of a year's surplus as text, for somebody who reads it in a terminal."""

from hashlib import sha256

from commonhold.doors.console.split_sheet import Amounts
from commonhold.doors.console.tally_sheet import printable
from rulebook.split.reading import Entry

_WIDTH = 24


def sums(public: Entry, data: bytes) -> list[str]:
    """The public file, `data`, as a page: what each step met, took and left."""
    amounts, position = Amounts(public.number("decimals")), public.entry("position")
    before = [(name, position.number(name)) for name in ("surplus", "loss", "losses", "reserve")]
    after = [(name, public.number(name)) for name in ("remainder", "losses_after", "reserve_after")]
    return [
        f"{public.number('year')}, {printable(public.text('currency'))}, {printable(public.text('rule'))}",
        "",
        *(f"{words:<{_WIDTH}}{amounts.plain(amount):>16}" for words, amount in before),
        "",
        f"{'step':<{_WIDTH}}{'before':>16}{'took':>16}{'left':>16}",
        *(_step(each, amounts) for each in public.entries("steps")),
        "",
        *(f"{words.replace('_', ' '):<{_WIDTH}}{amounts.plain(amount):>16}" for words, amount in after),
        "",
        f"SHA-256 {sha256(data).hexdigest()}",
    ]


def _step(step: Entry, amounts: Amounts) -> str:
    told = "".join(f"{amounts.plain(step.number(name)):>16}" for name in ("before", "took", "left"))
    return f"{printable(step.text('step')):<{_WIDTH}}{told}"
