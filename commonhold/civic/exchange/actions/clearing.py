"""What stayed owed after an agreement: paid by whoever owes it, or let go by whoever is owed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.exchange import crediting, owing, stages
from commonhold.civic.exchange.models import StillOwed
from commonhold.civic.exchange.notes import other_side, tell
from commonhold.civic.exchange.refusals import NothingOwed
from commonhold.social.people import queries as people


@transaction.atomic
def pay_owed(by: int, *, agreement_id: int, now: datetime) -> None:
    """Pay all that one still owes for it, in mutual credit; as a whole or not at all.

    Raises NoSuchAgreement, NothingOwed, and what the room of credit refuses.
    """
    people.must_be_active(by)
    row = stages.lock(by, agreement_id)
    for each in _open(agreement_id, debtor_id=by):
        owing.settle(each, crediting.pay_owed(each, now), by, now)
    tell(row, "cleared", [other_side(row, by)], by=by, now=now)


@transaction.atomic
def let_owed_go(by: int, *, agreement_id: int, now: datetime) -> None:
    """What one is owed was settled otherwise, or is forgiven. Raises NoSuchAgreement or NothingOwed."""
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    for each in _open(agreement_id, creditor_id=by):
        owing.settle(each, None, by, now)
    tell(row, "cleared", [other_side(row, by)], by=by, now=now)


def _open(agreement_id: int, **whose: int) -> list[StillOwed]:
    rows = StillOwed.objects.select_for_update(of=("self",)).select_related("agreement")
    found = list(rows.filter(agreement_id=agreement_id, settled_at=None, **whose).order_by("id"))
    if not found:
        raise NothingOwed
    return found
