"""What one month's split reads: money from the books, dues and thanks from their rooms, as one bundle.

Nothing is written here, and it takes as long as it takes: never inside a transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.contributions.accounts import SHARED
from commonhold.civic.contributions.models import Split
from commonhold.civic.contributions.terms import Terms
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import COSTS, CREATORS_OWED, DUES, FEES, HOSTING, PAID_WORK, RESERVE
from commonhold.civic.treasury.queries import paid
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.currencies import EXPONENTS
from commonhold.social.posts.thanked import thanks_between
from rulebook.split.bundle import SALT_BYTES, Bundle, Heading
from rulebook.split.economy import Economy, Person, Stands, Thanks
from rulebook.split.largest_remainder import share_out
from rulebook.split.pool import Money

#: Entries that move what was earned and spent, such as at the year's end: they earn and spend nothing.
MOVING = ("contributions.split", "period.closed", "period.reopened", "surplus.appropriated")
_RUNNING = (COSTS, HOSTING, FEES, PAID_WORK)
_KEY_DIGITS = 12


@dataclass(frozen=True)
class Before:
    """What the split before left to this one, and a year's creators' share that nobody got yet."""

    missing: int = 0
    kept: int = 0
    of_year: int = 0


@dataclass(frozen=True)
class Span:
    """The month, or the part of it that has passed."""

    month: str
    since: datetime
    until: datetime  # not included
    is_over: bool

    @classmethod
    def whole(cls, month: str) -> Span:
        return cls(month, months.beginning(month), months.beginning(months.after(month)), is_over=True)

    @classmethod
    def so_far(cls, now: datetime) -> Span:
        month = months.month_of(now)
        return cls(month, months.beginning(month), now, is_over=False)


@dataclass(frozen=True)
class Frozen:
    """The bundle, and whose places in it are whose."""

    person_ids: list[int]
    bundle: Bundle


@dataclass(frozen=True)
class _Came:
    """Dues that members paid or the fund for them; what came otherwise, and is no income of the month."""

    as_dues: int
    otherwise: int


def before(month: str, currency: str) -> Before:
    """What the latest split before this month left; nothing in another currency."""
    rows = Split.objects.filter(month__lt=month, currency=currency).exclude(published_at=None)
    row = rows.order_by("-month").first()
    of_year = max(0, -ledger.held_in(CREATORS_OWED).get(currency, 0))
    return Before(of_year=of_year) if row is None else Before(row.missing, row.kept, of_year)


def freeze(span: Span, terms: Terms, *, currency: str, seed: str, left: Before, at: datetime) -> Frozen:
    """Everything that the rule reads; `at` is when it is asked who is a member."""
    own, fund = _dues(span, currency, seed)
    present, branches = set(members.members(at)), members.branches()
    strangers = _take_out(own, branches) + _take_out(fund, branches)
    came = _Came(sum(own.values()) + sum(fund.values()), strangers + left.of_year)
    money = _money(span, terms, currency, came, left)
    said = _said(span, own.keys() | fund.keys()) if terms.of_slices else {}
    ids = sorted(present | own.keys() | fund.keys() | {receiver for _giver, receiver in said})
    keys = _keys(len(ids))
    people = [
        Person(
            key,
            own.get(each, 0),
            fund.get(each, 0),
            branches.get(each, frozenset()),
            _stands(each, present, branches),
        )
        for each, key in zip(ids, keys, strict=True)
    ]
    place = {each: index for index, each in enumerate(ids)}
    counts = {(place[giver], place[to]): times for (giver, to), times in said.items()}
    heading = Heading(terms.rule, span.month, currency, EXPONENTS[currency], seed)
    salts = [secrets.token_bytes(SALT_BYTES) for _each in ids]
    economy = Economy(people, Thanks.said(counts, people=len(ids)))
    return Frozen(ids, Bundle(heading, money, terms.of_slices, economy, salts))


def _dues(span: Span, currency: str, seed: str) -> tuple[dict[int, int], dict[int, int]]:
    """What each paid, and what the fund paid for each: where it did not reach, a part of it."""
    own = paid.paid_by(since=span.since, until=span.until, currency=currency)
    if not span.is_over:
        return own, paid.to_be_carried(until=span.until, currency=currency)
    # The fund pays for a month when it is over, so in the next one.
    paying = Span.whole(months.after(span.month))
    due = paid.carried(since=paying.since, until=paying.until, currency=currency)
    reached = paid.fund_paid(since=paying.since, until=paying.until, currency=currency)
    if not due or reached >= sum(due.values()):
        return own, due
    ids = sorted(due)
    parts = share_out(
        reached,
        [due[each] for each in ids],
        seed=seed.encode(),
        limits=[due[each] for each in ids],
        keys=[str(each) for each in ids],
    ).parts
    return own, dict(zip(ids, parts, strict=True))


def _take_out(dues: dict[int, int], branches: Mapping[int, frozenset[int]]) -> int:
    """Dues of people who are no members, as of somebody who withdrew: the co-op's, and nobody's slice."""
    return sum(dues.pop(each) for each in [each for each in dues if each not in branches])


def _money(span: Span, terms: Terms, currency: str, came: _Came, left: Before) -> Money:
    moved = ledger.moved_without(MOVING, since=span.since, until=span.until, currency=currency)
    income = sum(-cents for code, cents in moved.items() if code.startswith("income:") and code != DUES)
    spent = sum(cents for code, cents in moved.items() if _comes_first(code, terms))
    # Below nothing, as after a refund, each counts on the other side.
    costs = max(0, spent) + max(0, -income)
    outside = max(0, income) + max(0, -spent) + came.otherwise + left.kept
    rest = max(0, came.as_dues + outside - left.missing - costs)
    held = -ledger.held_in(RESERVE).get(currency, 0)
    wanted = rest * terms.reserve_share.numerator // terms.reserve_share.denominator
    reserve = min(wanted, max(0, terms.reserve_target - held))
    return Money(losses=left.missing, costs=costs, reserve=reserve, outside=outside)


def _comes_first(code: str, terms: Terms) -> bool:
    if terms.costs == "running":
        return code in _RUNNING
    return code.startswith("expenses:") and code not in SHARED


def _said(span: Span, givers: set[int]) -> dict[tuple[int, int], int]:
    """How often by (giver, receiver); whoever has no slice gives nothing with her thanks."""
    return {
        (giver, receiver): times
        for giver, receiver, times in thanks_between(span.since, span.until)
        if giver in givers
    }


def _keys(many: int) -> list[str]:
    """As many keys, all different, that say nothing of anybody."""
    keys: set[str] = set()
    while len(keys) < many:
        keys.add(secrets.token_hex(_KEY_DIGITS // 2))
    return list(keys)


def _stands(person_id: int, present: set[int], branches: Mapping[int, frozenset[int]]) -> Stands:
    if person_id in present:
        return "member"
    return "left" if person_id in branches else "outside"
