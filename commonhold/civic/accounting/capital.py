"""Members' shares as a year's report and the appropriation of its surplus see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.accounting.register import Figure
from commonhold.civic.members import queries as members
from commonhold.civic.shares.accounts import currency
from commonhold.civic.shares.holdings import holdings, whole


def paid_up(when: datetime, coin: str) -> Mapping[int, int]:
    """What each person had paid in on shares at a time, in this currency; nothing where there are none."""
    if coin != currency():
        return {}
    found: Counter[int] = Counter()
    people = members.people_by_number()
    for (number, _class), held in holdings(at=when).items():
        if held.paid_cents > 0 and number in people:
            found[people[number]] += held.paid_cents
    return found


def summary(since: datetime, until: datetime) -> list[Figure]:
    """The register in a few lines, at the year's end."""
    held, coin = holdings(at=until), currency()
    if not held:
        return []
    all_of_it = whole(held.values())
    return [
        Figure("holders", _("Members who hold shares"), len({number for number, _class in held})),
        Figure("shares", _("Shares"), all_of_it.shares),
        Figure("par", _("Their nominal value"), all_of_it.par_cents, coin),
        Figure("paid", _("Paid in on them"), all_of_it.paid_cents, coin),
    ]
