"""Liquidators share what is left when debts are paid: one has it worked out, another confirms."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.members import queries as members
from commonhold.civic.payments import actions as payments
from commonhold.civic.shares import ending as shares
from commonhold.civic.treasury.accounts import RETAINED, open_accounts
from commonhold.civic.winding import estate
from commonhold.civic.winding.estate import Worked
from commonhold.civic.winding.liquidating import must_settle, tell_others
from commonhold.civic.winding.models import Settlement
from commonhold.civic.winding.refusals import (
    AnotherLiquidator,
    FiguresChanged,
    NoSuchSettlement,
)
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record import actions as record

REMAINDER = "liabilities:remainder"
_OWED = "winding-remainder"


@transaction.atomic
def ask_to_settle(by: int, *, now: datetime) -> int:
    """Work out who gets what, for another liquidator to confirm; return the settlement's id.

    Raises Refusal without the mandate, DoesNotEnd, NotSettlingYet, or what `estate.work_out` raises.
    """
    row = must_settle(by, now)
    worked = estate.work_out(row, now)
    made = Settlement.objects.create(
        id=ids.new_id(now),
        winding=row,
        figures=worked.figures,
        sha256=worked.sha256,
        asked_by_id=by,
        asked_at=now,
    )
    tell_others(by, "settlement-asked", f"settlement:{made.id}", now=now)
    return made.id


@transaction.atomic
def confirm_settlement(by: int, *, settlement_id: int, now: datetime) -> None:
    """Confirm what another liquidator worked out: shares go back, and what is left is owed to whom it goes.

    What is owed then waits for a payout run like anything else. Raises as `ask_to_settle` does, and
    NoSuchSettlement, AnotherLiquidator or FiguresChanged.
    """
    row = must_settle(by, now)
    waiting = row.settlements.select_for_update().filter(id=settlement_id, confirmed_at=None).first()
    if waiting is None:
        raise NoSuchSettlement
    if waiting.asked_by_id == by:
        raise AnotherLiquidator
    worked = estate.work_out(row, now)
    if worked.sha256 != waiting.sha256:
        raise FiguresChanged
    waiting.confirmed_by_id, waiting.confirmed_at = by, now
    waiting.save(update_fields=["confirmed_by", "confirmed_at"])
    reference = f"settlement:{waiting.id}"
    shares.give_all_back(worked.shares, reference=reference, now=now)
    _share_remainder(worked, reference, now)
    body = {"winding": str(row.id), "settlement_sha256": waiting.sha256}
    record.append("co-op.settled", body, about=row.reference, now=now)


def _share_remainder(worked: Worked, reference: str, now: datetime) -> None:
    """What is left is owed from now on: to members, each her part, or to whom it is given on."""
    total = sum(worked.above_par.values()) + worked.given_on
    if not total:
        return
    open_accounts(now=now)
    ledger.open_account(REMAINDER, name=_("What is left as our co-op ends"), at=now)
    coin = worked.currency
    ledger.post(
        kind="winding.remainder",
        key=reference,
        cause=reference,
        legs=[Leg(RETAINED, total, coin), Leg(REMAINDER, -total, coin)],
        at=now,
    )
    people = members.people_by_number()
    for number, cents in worked.above_par.items():
        payments.owe(
            kind=_OWED,
            subject=f"{reference}:{number}",
            account=REMAINDER,
            cents=cents,
            currency=coin,
            person_id=people[number],
            words=_("Your part of what is left as our co-op ends"),
            now=now,
        )
