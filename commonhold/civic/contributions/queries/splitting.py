"""Splits as everybody sees them: sums, the public file, and for members who opened the whole bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from commonhold.civic.contributions import terms
from commonhold.civic.contributions.models import Opening, Split, SplitSeed
from commonhold.civic.contributions.refusals import NoSuchSplit
from commonhold.civic.contributions.terms import Terms
from commonhold.civic.members.queries.owners import is_member
from commonhold.civic.treasury import months
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from rulebook.split.attacks import ATTACKS, attempt
from rulebook.split.own_slice import OwnSliceTerms
from rulebook.split.pool import Money
from rulebook.split.reading import Entry, read


@dataclass(frozen=True)
class SplitSums:
    """A month's split in sums; minor units of `currency`."""

    month: str
    words: str
    rule: str
    currency: str
    dues_own: int
    dues_fund: int
    costs: int
    losses: int
    reserve: int
    outside: int
    slices: int
    over: int
    missing: int
    paid: int
    credit: int
    fund_back: int
    kept: int
    members: int
    sha256: str
    entry_id: int | None
    published_at: datetime

    @property
    def dues(self) -> int:
        return self.dues_own + self.dues_fund

    @property
    def first(self) -> int:
        """What the co-op paid before anybody."""
        return self.losses + self.costs + self.reserve


@dataclass(frozen=True)
class OpeningView:
    """Somebody opened the whole bundle."""

    by: PersonLine
    reason: str
    at: datetime


@dataclass(frozen=True)
class SplitView:
    """Its own page. `openings` are for members; nobody else reads them."""

    sums: SplitSums
    terms: Terms
    seed: str
    bound_at: datetime
    bound_sha256: str
    openings: Sequence[OpeningView]


@dataclass(frozen=True)
class Attempt:
    """What came of one attack in a co-op of forty others: minor units."""

    name: str
    size: int
    paid_in: int
    thanked_for: int
    took: int
    held: bool


@dataclass(frozen=True)
class Sharing:
    """How sharing works now, and what attacks on own slices bring."""

    terms: Terms
    attempts: Sequence[Attempt]


def splits(viewer: Viewer) -> list[SplitSums]:
    """All that are published, newest first."""
    return [sums(row) for row in Split.objects.exclude(published_at=None).order_by("-month")]


def split(viewer: Viewer, month: str) -> SplitView:
    """One of them. Raises NoSuchSplit."""
    row = _published(month)
    bound = SplitSeed.objects.get(month=month)
    opened = list(Opening.objects.filter(split=row).order_by("-id")) if is_member(viewer) else []
    names = people.lines(viewer, {each.by_id for each in opened})
    return SplitView(
        sums=sums(row),
        terms=terms.read(row.terms),
        seed=row.seed,
        bound_at=bound.committed_at,
        bound_sha256=bound.sha256,
        openings=[OpeningView(names[each.by_id], each.reason, each.at) for each in opened],
    )


def public_file(viewer: Viewer, month: str) -> bytes:
    """The public file, byte for byte. Raises NoSuchSplit."""
    return bytes(_published(month).public or b"")


def sharing(viewer: Viewer) -> Sharing:
    """The rule that holds, and the attacks played on own slices."""
    return Sharing(terms.current(), attempts())


def sums(row: Split) -> SplitSums:
    """What the public file of a published split says in sums."""
    public = file_of(row)
    money, dues, pool = public.entry("money"), public.entry("dues"), public.entry("pool")
    assert row.published_at is not None  # else there is no file
    return SplitSums(
        month=row.month,
        words=months.in_words(row.month),
        rule=public.text("rule"),
        currency=row.currency,
        dues_own=dues.number("own"),
        dues_fund=dues.number("fund"),
        costs=money.number("costs"),
        losses=money.number("losses"),
        reserve=money.number("reserve"),
        outside=money.number("outside"),
        slices=pool.number("slices"),
        over=pool.number("over"),
        missing=pool.number("missing"),
        paid=row.paid,
        credit=row.credit,
        fund_back=row.fund_back,
        kept=row.kept,
        members=row.members,
        sha256=row.sha256,
        entry_id=row.entry_id,
        published_at=row.published_at,
    )


def file_of(row: Split) -> Entry:
    return read(bytes(row.public or b""), what="the public file")


@cache
def attempts() -> tuple[Attempt, ...]:
    """Each attack by two, twenty and two hundred people, in a month that sponsors help to pay."""
    money, told = Money(costs=9_000, reserve=1_000, outside=4_000), OwnSliceTerms(fund_pot=1_000)
    found = []
    for name, attack in ATTACKS.items():
        for size in (2, 20, 200):
            came = attempt(attack(size), money, told)
            given = came.thanked_for // 10**6
            found.append(Attempt(name, size, came.paid_in, given, came.took, came.held))
    return tuple(found)


def _published(month: str) -> Split:
    row = Split.objects.filter(month=month).exclude(published_at=None).first()
    if row is None:
        raise NoSuchSplit
    return row
