"""Bills, for members: what waits, for whose approval, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury.accounts import accounts_for_costs
from commonhold.civic.treasury.approvers import approvers
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import Bill, BillFile, BillStep
from commonhold.civic.treasury.receipts import ENDINGS, read
from commonhold.civic.treasury.refusals import NoSuchBill, NoSuchFile
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

OPEN = "open"


@dataclass(frozen=True)
class BillLine:
    """A bill in a list. `state` is "open", "paid", "declined" or "taken-back"."""

    id: int
    what: str
    cents: int
    currency: str
    by: PersonLine
    at: datetime
    state: str
    approvals: int
    needed: int


@dataclass(frozen=True)
class BillStepView:
    kind: str
    by: PersonLine
    at: datetime
    reason: str


@dataclass(frozen=True)
class FileView:
    """A receipt beside a bill: where it is read, and what it is."""

    id: int
    kind: str
    ending: str
    kilobytes: int
    at: datetime


@dataclass(frozen=True)
class BillView:
    """A bill's page. What begins with `may_` is the viewer's."""

    line: BillLine
    payee: str
    budget_line: str  # its code; empty: on none
    line_year: int | None  # of an earlier year's line
    account: str  # in words
    files: Sequence[FileView]
    is_own: bool
    steps: Sequence[BillStepView]
    cost_id: int | None  # once it is paid
    may_approve: bool
    may_decline: bool
    may_pay: bool
    may_take_back: bool
    may_attach: bool


def bills(viewer: Viewer, *, is_open: bool, before: int | None = None, limit: int = 40) -> list[BillLine]:
    """What waits, the oldest first; or what is over, the newest first and older than the id `before`.

    Empty for who is no member.
    """
    if not _is_member(viewer):
        return []
    over = BillStep.objects.filter(bill=OuterRef("id")).exclude(kind=BillStep.Kind.APPROVED)
    if is_open:
        rows = Bill.objects.filter(~Exists(over)).order_by("id")
    else:
        rows = Bill.objects.filter(Exists(over)).order_by("-id")
        rows = rows if before is None else rows.filter(id__lt=before)
    return _lines(viewer, rows[:limit])


def waiting_for(viewer: Viewer, *, now: datetime) -> list[BillLine]:
    """Bills that the viewer has not approved yet and could."""
    if viewer.person_id is None or viewer.person_id not in approvers(now):
        return []
    mine = BillStep.objects.filter(by_id=viewer.person_id).values("bill")
    over = BillStep.objects.exclude(kind=BillStep.Kind.APPROVED).values("bill")
    rows = Bill.objects.exclude(id__in=over).exclude(id__in=mine)
    return _lines(viewer, rows.exclude(is_own=True, handed_in_by_id=viewer.person_id).order_by("id"))


def bill(viewer: Viewer, bill_id: int, *, now: datetime) -> BillView:
    """One bill, for members. Raises NoSuchBill."""
    row = Bill.objects.filter(id=bill_id).select_related("cost").first()
    if row is None or not _is_member(viewer):
        raise NoSuchBill
    steps = list(row.steps.order_by("id"))
    names = people.lines(viewer, {each.by_id for each in steps})
    [line] = _lines(viewer, [row])
    me, is_open = viewer.person_id, line.state == OPEN
    approves = is_open and me in approvers(now)
    is_paid_to_me = row.is_own and row.handed_in_by_id == me
    holds = {each.role for each in mandates.held_by(me or 0, at=now)}
    return BillView(
        line=line,
        payee=row.payee,
        budget_line=row.line,
        line_year=row.line_year,
        account=next((each.name for each in accounts_for_costs() if each.code == row.account), row.account),
        files=[
            FileView(each.id, each.kind, ENDINGS[each.kind], -(-each.size // 1024), each.at)
            for each in row.files.order_by("id")
        ],
        is_own=row.is_own,
        steps=[BillStepView(each.kind, names[each.by_id], each.at, each.reason) for each in steps],
        cost_id=row.cost.id if hasattr(row, "cost") else None,
        may_approve=approves and not is_paid_to_me and all(each.by_id != me for each in steps),
        may_decline=approves,
        may_pay=is_open and Role.TREASURER in holds and line.approvals >= line.needed,
        may_take_back=is_open and row.handed_in_by_id == me,
        may_attach=row.handed_in_by_id == me and line.state in {OPEN, BillStep.Kind.PAID},
    )


def bill_file(viewer: Viewer, file_id: int) -> tuple[str, str, bytes]:
    """A receipt's kind, name and bytes, for members. Raises NoSuchFile."""
    row = BillFile.objects.filter(id=file_id).first()
    if row is None or not _is_member(viewer):
        raise NoSuchFile
    return row.kind, f"bill-{row.bill_id}-{row.id}.{ENDINGS[row.kind]}", read(row)


def _is_member(viewer: Viewer) -> bool:
    return viewer.person_id is not None and members.member_of(viewer.person_id) is not None


def _lines(viewer: Viewer, rows: Iterable[Bill] | QuerySet[Bill]) -> list[BillLine]:
    found = list(rows)
    steps: dict[int, list[str]] = {}
    for bill_id, kind in (
        BillStep.objects.filter(bill__in=found).order_by("id").values_list("bill_id", "kind")
    ):
        steps.setdefault(bill_id, []).append(kind)
    names = people.lines(viewer, {each.handed_in_by_id for each in found})
    needed = charter.current().read(TreasuryCharter).bill_approvals
    return [
        BillLine(
            id=row.id,
            what=row.what,
            cents=row.cents,
            currency=row.currency,
            by=names[row.handed_in_by_id],
            at=row.at,
            state=next((each for each in steps.get(row.id, []) if each != BillStep.Kind.APPROVED), OPEN),
            approvals=steps.get(row.id, []).count(BillStep.Kind.APPROVED),
            needed=needed,
        )
        for row in found
    ]
