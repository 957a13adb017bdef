"""One's own part, and why it is just this much. Nobody else sees any of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Sum

from commonhold.civic.contributions import terms
from commonhold.civic.contributions.models import Estimate, SplitLine, WorkPay
from commonhold.civic.contributions.queries.splitting import SplitSums, file_of, sums
from commonhold.civic.contributions.refusals import NoLineOfYours
from commonhold.civic.contributions.terms import Terms
from commonhold.civic.members import queries as members
from commonhold.civic.payments import queries as payments
from commonhold.civic.treasury import accounts, months
from commonhold.civic.treasury.queries import dues, paid
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts.thanked import thanks_of
from rulebook.split.reading import Entry, read
from rulebook.split.replay import write_statement


@dataclass(frozen=True)
class MonthOfMine:
    """What a split brought the viewer; minor units."""

    month: str
    words: str
    currency: str
    paid: int
    credit: int


@dataclass(frozen=True)
class EstimateOfMine:
    """What the month so far would bring her, were it over at `at`."""

    month_words: str
    currency: str
    paid: int
    credit: int
    at: datetime


@dataclass(frozen=True)
class MyShare:
    """What the viewer paid, thanked and got. Amounts of the charter's currency."""

    terms: Terms
    currency: str
    number: int | None = None  # of her membership; none for whoever owns no part
    since: datetime | None = None
    dues_paid: int = 0  # by herself, since ever
    thanks_given: int = 0  # this month
    people_thanked: int = 0
    earned: int = 0  # for thanks, since ever
    credited: int = 0
    work_paid: int = 0
    credit_left: int = 0
    estimate: EstimateOfMine | None = None
    months: Sequence[MonthOfMine] = ()
    is_held: bool = False  # nothing is paid out to her until her suspension ends


@dataclass(frozen=True)
class Gift:
    """What her slice gave one person. Amounts are millionths of a minor unit."""

    to: PersonLine | None  # none: erased
    thanks: int
    reached: bool
    from_own: int
    from_fund: int

    @property
    def amount(self) -> int:
        return self.from_own + self.from_fund


@dataclass(frozen=True)
class Worked:
    """Her whole calculation for a month. Slices, gifts and what was received: millionths of a minor unit."""

    sums: SplitSums
    terms: Terms
    stands: str
    own: int
    fund: int
    rate: Fraction  # what one unit of dues is worth as a slice
    slice_own: int
    slice_fund: int
    gifts: Sequence[Gift]
    received: int
    paid: int
    share: int  # by equal shares
    credit: int
    credit_weight: int  # the dues among which what was left was shared
    credit_units: int  # what was shared among them

    @property
    def slice_all(self) -> int:
        return self.slice_own + self.slice_fund

    @property
    def gave(self) -> int:
        return sum(each.amount for each in self.gifts)

    @property
    def left(self) -> int:
        return self.slice_all - self.gave


def my_share(viewer: Viewer, *, now: datetime) -> MyShare:
    """All that the viewer's own page says first; nothing for whoever is not signed in."""
    currency, me = accounts.currency(), viewer.person_id
    if me is None:
        return MyShare(terms.current(), currency)
    member = members.member_of(me)
    given = thanks_of(me, since=months.beginning(months.month_of(now)), until=now)
    mine = SplitLine.objects.filter(person_id=me, split__currency=currency).exclude(split__published_at=None)
    got = mine.aggregate(paid=Sum("paid"), credit=Sum("credit"))
    work = WorkPay.objects.filter(person_id=me, currency=currency).aggregate(paid=Sum("paid"))
    return MyShare(
        terms=terms.current(),
        currency=currency,
        number=None if member is None else member.number,
        since=None if member is None else member.since,
        dues_paid=paid.paid_in_all(me, currency=currency),
        thanks_given=sum(given.values()),
        people_thanked=len(given),
        earned=got["paid"] or 0,
        credited=got["credit"] or 0,
        work_paid=work["paid"] or 0,
        credit_left=dues.credit_left(viewer, currency),
        estimate=_estimate(me) if terms.current().shares else None,
        months=_months(me),
        is_held=payments.is_held(viewer),
    )


def my_line(viewer: Viewer, month: str) -> Worked:
    """The viewer's calculation. Raises NoLineOfYours."""
    row = _mine(viewer, month)
    public, line = file_of(row.split), read(row.line.encode(), what="the line")
    is_slices = "slice" in line.values
    rate = public.entry("credit_rate" if is_slices else "share_rate")
    return Worked(
        sums=sums(row.split),
        terms=terms.read(row.split.terms),
        stands=row.stands,
        own=row.own,
        fund=row.fund,
        rate=public.entry("rates").share("own") if is_slices else Fraction(0),
        slice_own=line.entry("slice").millionths("own") if is_slices else 0,
        slice_fund=line.entry("slice").millionths("fund") if is_slices else 0,
        gifts=_gifts(viewer, row, line) if is_slices else [],
        received=line.millionths("received") if is_slices else 0,
        paid=row.paid,
        share=0 if is_slices else line.number("share"),
        credit=row.credit,
        credit_weight=rate.number("weight"),
        credit_units=rate.number("units"),
    )


def statement(viewer: Viewer, month: str) -> bytes:
    """The file with which she checks it all herself. Raises NoLineOfYours."""
    row = _mine(viewer, month)
    return write_statement(json.loads(row.line), salt=bytes(row.salt), public=row.split.sha256)


def _mine(viewer: Viewer, month: str) -> SplitLine:
    if viewer.person_id is None:
        raise NoLineOfYours
    rows = SplitLine.objects.filter(split__month=month, person_id=viewer.person_id).exclude(line="")
    row = rows.exclude(split__published_at=None).select_related("split").first()
    if row is None:
        raise NoLineOfYours
    return row


def _months(me: int) -> list[MonthOfMine]:
    rows = SplitLine.objects.filter(person_id=me).exclude(line="").exclude(split__published_at=None)
    return [
        MonthOfMine(
            row.split.month,
            months.in_words(row.split.month),
            row.split.currency,
            row.paid,
            row.credit,
        )
        for row in rows.select_related("split").order_by("-split__month")
    ]


def _estimate(me: int) -> EstimateOfMine | None:
    row = Estimate.objects.filter(person_id=me).first()
    if row is None:
        return None
    return EstimateOfMine(months.in_words(row.month), row.currency, row.paid, row.credit, row.at)


def _gifts(viewer: Viewer, row: SplitLine, line: Entry) -> list[Gift]:
    said = list(line.entries("gave"))
    keys = [each.text("to") for each in said]
    whose = dict(SplitLine.objects.filter(split=row.split, key__in=keys).values_list("key", "person_id"))
    names = people.lines(viewer, {each for each in whose.values() if each is not None})
    gifts = [
        Gift(
            names.get(whose.get(each.text("to")) or 0),
            each.number("thanks"),
            bool(each.number("own_reaches") or each.number("fund_reaches")),
            each.millionths("own"),
            each.millionths("fund"),
        )
        for each in said
    ]
    return sorted(gifts, key=lambda gift: (-gift.amount, -gift.thanks))
