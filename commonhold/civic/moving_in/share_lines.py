"""A register of shares as CSV: a member's number, and how many paid shares are hers."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commonhold.civic.members import queries as members
from commonhold.civic.moving_in.reading import Read, Wrong, table
from commonhold.civic.moving_in.refusals import CannotBeRead
from commonhold.civic.shares import taking
from commonhold.civic.shares.holdings import held_by
from commonhold.civic.shares.refusals import NoSharesHere
from commonhold.ground.refusal import Refusal

NEEDS = ("number", "shares")


@dataclass
class Shares(Read):
    """Paid shares by member's number, and what they are worth together."""

    shares: dict[int, int] = field(default_factory=dict)
    cents: int = 0
    currency: str = ""


def read(text: str, *, currency: str) -> Shares:
    """All that it says. Raises CannotBeRead, also where the charter has no shares."""
    try:
        nominal = taking.rules().nominal_cents
    except NoSharesHere:
        raise CannotBeRead(_("our charter has no shares.")) from None
    found, known = Shares(currency=currency), members.taken_numbers()
    for row in table(text, needs=NEEDS):
        try:
            number, count = _whole(row.get("number")), _whole(row.get("shares"))
            _must_be_new(number, found.shares, known)
            taking.must_be_allowed(number, count)
        except (Wrong, Refusal) as wrong:
            found.wrong(row.line, str(wrong))
            continue
        found.shares[number] = count
        found.cents += count * nominal
    return found


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Wrong(_("“{text}” is no whole number.").format(text=text))
    return int(text)


def _must_be_new(number: int, there: dict[int, int], known: set[int]) -> None:
    if number not in known:
        words = _("Nobody has the number {n}. Bring the register of members first.")
        raise Wrong(words.format(n=number))
    if number in there:
        raise Wrong(_("Number {n} is there a second time.").format(n=number))
    if held_by(number):
        raise Wrong(_("Number {n} holds shares here already.").format(n=number))
