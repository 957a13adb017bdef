"""Who stands behind the sums of a month's books, account by account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from commonhold.civic.contributions import behind as contributions
from commonhold.civic.moderation import behind as moderation
from commonhold.civic.payments import behind as payments
from commonhold.civic.sponsors import behind as sponsors
from commonhold.civic.treasury import behind as treasury
from commonhold.civic.treasury.accounts import FEES, HOSTING
from commonhold.ground.ledger.booked import Booked

_ROOMS = (treasury, payments, contributions, moderation, sponsors)
#: What firms and banks ask of the co-op is of nobody here; what one of us laid out or paid by card is not.
OF_NOBODY = frozenset({HOSTING, FEES})
_FIRMS = ("payee:", "account:")
#: Whoever it may be that no room knows: one, so that such entries alone are always too few.
_UNKNOWN = "unknown"


def by_account(entries: Sequence[Booked]) -> dict[str, Counter[str]]:
    """For each account on which something was booked, what each has of it, signed as in the books.

    Empty where all of it is of nobody. Somebody who paid five times is one.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    told: set[tuple[str, str]] = set()
    for room in _ROOMS:
        for each in room.behind(entries):
            told.add((each.entry.account, each.entry.key))
            if each.entry.account not in OF_NOBODY or not each.who.startswith(_FIRMS):
                found[each.entry.account][each.who] += each.amount
    for entry in entries:
        behind = found[entry.account]
        if (entry.account, entry.key) not in told:
            behind[_UNKNOWN] += entry.amount
    return dict(found)
