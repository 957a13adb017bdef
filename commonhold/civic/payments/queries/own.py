"""What one person is asked for, is owed and was paid: for herself, and for treasurers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import ibans, owing, references
from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.payments.models import BankDetails, Expected, Hold, Part
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class ExpectedLine:
    """A payment that is expected of her, with the reference that brings it; `is_here` once it arrived."""

    id: int
    kind: str
    subject: str
    words: str
    cents: int
    currency: str
    reference: str
    at: datetime
    is_here: bool = False

    @property
    def reference_words(self) -> str:
        """In groups of four."""
        return references.as_read(self.reference)


@dataclass(frozen=True)
class OwedLine:
    """What the co-op owes her, or owed: `left` is what is still to be settled."""

    id: int
    kind: str
    subject: str
    words: str
    cents: int
    left: int
    currency: str
    at: datetime


@dataclass(frozen=True)
class PartLine:
    """A part of what she was owed, and how it was settled: "dues", "paid", or "returned" below nothing."""

    owed_id: int
    words: str
    kind: str
    cents: int
    currency: str
    at: datetime


@dataclass(frozen=True)
class MyPayments:
    """One person's payments; the newest parts first."""

    expected: Sequence[ExpectedLine]
    owed: Sequence[OwedLine]
    settled: Sequence[PartLine]
    dues_reference: str

    @property
    def dues_reference_words(self) -> str:
        """In groups of four."""
        return references.as_read(self.dues_reference)


NOTHING = MyPayments((), (), (), "")


def my_payments(viewer: Viewer) -> MyPayments:
    """The viewer's own; nothing for who isn't signed in."""
    return NOTHING if viewer.person_id is None else _of(viewer.person_id)


def is_held(viewer: Viewer) -> bool:
    """Is nothing paid out to the viewer for now? What she is owed stays hers."""
    return Hold.objects.filter(person_id=viewer.person_id or 0, ended_at=None).exists()


def payments_of(viewer: Viewer, person_id: int, *, now: datetime) -> MyPayments:
    """Somebody's, for herself and for treasurers. Raises Refusal for all others."""
    if viewer.person_id != person_id:
        mandates.must_hold(viewer.person_id or 0, Role.TREASURER, at=now)
    return _of(person_id)


@dataclass(frozen=True)
class BankDetailsView:
    """Where somebody is paid. `came_back`: a payment to it was sent back, so it is looked at anew."""

    iban: str
    bic: str
    name: str
    at: datetime
    came_back: bool

    @property
    def iban_words(self) -> str:
        """In groups of four."""
        return ibans.as_read(self.iban)


@dataclass(frozen=True)
class PayTo:
    """Where money for the co-op goes; `account` is empty while the charter names none."""

    holder: str
    account: str
    bic: str

    @property
    def account_words(self) -> str:
        """In groups of four."""
        return ibans.as_read(self.account)


def pay_to() -> PayTo:
    """Our own account, for everybody."""
    here = charter.current()
    account = ibans.plain(here.read(PaymentsCharter).account)
    holder = here.read(PaymentsCharter).account_holder or here.read(CoopCharter).name
    return PayTo(holder, account, ibans.bic_of(account) if ibans.is_sound(account) else "")


def bank_details(viewer: Viewer, person_id: int, *, now: datetime) -> BankDetailsView | None:
    """Somebody's, for herself and for treasurers. Raises Refusal for all others."""
    if viewer.person_id != person_id:
        mandates.must_hold(viewer.person_id or 0, Role.TREASURER, at=now)
    row = BankDetails.objects.filter(person_id=person_id).first()
    if row is None:
        return None
    return BankDetailsView(row.iban, row.bic, row.name, row.at, row.refused_at is not None)


def _of(person_id: int) -> MyPayments:
    waiting = Expected.objects.filter(person_id=person_id, arrival=None, called_off=None).order_by("id")
    parts = Part.objects.filter(owed__person_id=person_id).select_related("owed").order_by("-id")
    return MyPayments(
        expected=[
            ExpectedLine(
                row.id, row.kind, row.subject, row.words, row.cents, row.currency, row.reference, row.at
            )
            for row in waiting
        ],
        owed=[
            OwedLine(row.id, row.kind, row.subject, row.words, row.cents, left, row.currency, row.at)
            for row, left in owing.all_rests(person_id)
        ],
        settled=[
            PartLine(row.owed_id, row.owed.words, row.kind, row.cents, row.owed.currency, row.at)
            for row in parts
        ],
        dues_reference=references.reference(references.DUES, person_id),
    )
