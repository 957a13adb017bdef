from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from commonhold.civic.members import queries as members
from commonhold.civic.treasury import receipts
from commonhold.civic.treasury.models import Bill, BillFile, BillStep
from commonhold.civic.treasury.refusals import (
    BillIsOver,
    FileNotAllowed,
    FilesEnough,
    MembersOnly,
    NoSuchBill,
    NotYourBill,
)
from commonhold.ground import ids


@transaction.atomic
def attach_file(by: int, *, bill_id: int, data: bytes, now: datetime) -> int:
    """Lay a receipt or an invoice beside one's own bill; return the file's id. Members read it.

    A bill that was paid takes it still, since receipts come late. Raises MembersOnly, NoSuchBill,
    NotYourBill, BillIsOver when it was declined or taken back, FileNotAllowed, or FilesEnough.
    """
    if members.member_of(by) is None:
        raise MembersOnly
    bill = Bill.objects.select_for_update().filter(id=bill_id).first()
    if bill is None:
        raise NoSuchBill
    if bill.handed_in_by_id != by:
        raise NotYourBill
    if bill.steps.exclude(kind__in=[BillStep.Kind.APPROVED, BillStep.Kind.PAID]).exists():
        raise BillIsOver
    kind = receipts.kind_of(data)
    if kind is None or len(data) > receipts.MOST_MEGABYTES * receipts.MEGABYTE:
        raise FileNotAllowed(receipts.MOST_MEGABYTES)
    if bill.files.count() >= receipts.MOST_FILES:
        raise FilesEnough(receipts.MOST_FILES)
    digest = hashlib.sha256(data).hexdigest()
    row = BillFile.objects.create(
        id=ids.new_id(now), bill=bill, kind=kind, size=len(data), sha256=digest, by_id=by, at=now
    )
    receipts.keep(row, data)
    return row.id
