"""Costs that come back, for members: what each costs a month, who answers for it, and the bills it made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import accounts_for_costs
from commonhold.civic.treasury.approvers import approvers
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import StandingBill, StandingBillStep
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

_Kind = StandingBillStep.Kind


@dataclass(frozen=True)
class StandingView:
    """A cost that comes back. `last` is empty where it comes until somebody ends it."""

    id: int
    what: str
    payee: str
    cents: int
    currency: str
    account: str
    line: str
    first: str
    last: str
    by: PersonLine
    approvals: int
    needed: int
    ended_by: PersonLine | None
    bills: Sequence[tuple[str, int]]  # month in words, and the bill's id; the latest first
    may_approve: bool
    may_end: bool

    @property
    def is_over(self) -> bool:
        return self.ended_by is not None


def standing_bills(viewer: Viewer, *, now: datetime) -> list[StandingView]:
    """Those that come, the oldest first, then those that ended. Empty for who is no member."""
    me = viewer.person_id
    if me is None or members.member_of(me) is None:
        return []
    rows = list(StandingBill.objects.order_by("id").prefetch_related("steps", "months"))
    steps = {row.id: list(row.steps.all()) for row in rows}
    concerned = {row.asked_by_id for row in rows} | {each.by_id for some in steps.values() for each in some}
    names, able = people.lines(viewer, concerned), me in approvers(now)
    needed = charter.current().read(TreasuryCharter).bill_approvals
    accounts = {each.code: each.name for each in accounts_for_costs()}
    told = []
    for row in rows:
        approved = [each.by_id for each in steps[row.id] if each.kind == _Kind.APPROVED]
        ended = next((each.by_id for each in steps[row.id] if each.kind == _Kind.ENDED), None)
        made = sorted(row.months.all(), key=lambda each: each.month, reverse=True)
        told.append(
            StandingView(
                id=row.id,
                what=row.what,
                payee=row.payee,
                cents=row.cents,
                currency=row.currency,
                account=accounts.get(row.account, row.account),
                line=row.line,
                first=months.in_words(row.first_month),
                last=months.in_words(row.last_month) if row.last_month else "",
                by=names[row.asked_by_id],
                approvals=len(approved),
                needed=needed,
                ended_by=None if ended is None else names[ended],
                bills=[(months.in_words(each.month), each.bill_id) for each in made[:6]],
                may_approve=able and ended is None and me not in approved,
                may_end=ended is None and (able or row.asked_by_id == me),
            )
        )
    return sorted(told, key=lambda each: each.is_over)
