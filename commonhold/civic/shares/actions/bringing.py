"""Shares of before this house: what the room that moves a co-op in asks for. It has checked who may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.shares import accounts, register, taking, vocabulary
from commonhold.civic.shares.holdings import Holding
from commonhold.civic.shares.models import Operation
from commonhold.civic.shares.register import Line
from commonhold.ground.ledger import actions as ledger


@transaction.atomic
def bring_along(shares: Mapping[int, int], *, reference: str, now: datetime) -> int:
    """Write paid shares by member's number into the register; return how many operations it took.

    What they are worth stands against `equity:moving-in`, where the opening balances of before meet it.
    Raises NoSharesHere, NumberOfShares or AboveTheLawsMost.
    """
    register.lock()
    nominal = taking.rules().nominal_cents
    accounts.open_accounts(now=now)
    ledger.open_account(vocabulary.MOVING_IN, name=_("Brought along from before"), at=now)
    lines: list[Line] = []
    for number, count in sorted(shares.items()):
        taking.must_be_allowed(number, count)
        lines += _subscribed_and_paid(number, count, count * nominal, reference)
    return len(register.write_many(lines, now=now))


@transaction.atomic
def take_back_what_was_brought(*, reference: str, now: datetime) -> int:
    """Withdraw again what came under this reference; return how many members it was of.

    Raises NotSoManyShares where somebody no longer holds what was brought for her.
    """
    register.lock()
    brought = Operation.objects.filter(reference=reference, kind=Operation.Kind.SUBSCRIBE)
    lines = [
        Line(
            kind=Operation.Kind.WITHDRAW,
            member=row.member,
            gain=-Holding(row.shares, row.par_cents, row.par_cents),
            reference=reference,
            account=vocabulary.MOVING_IN,
        )
        for row in brought.order_by("number")
    ]
    return len(register.write_many(lines, now=now))


def _subscribed_and_paid(number: int, count: int, cents: int, reference: str) -> list[Line]:
    gains = (
        (Operation.Kind.SUBSCRIBE, Holding(count, cents)),
        (Operation.Kind.PAY_IN, Holding(paid_cents=cents)),
    )
    return [
        Line(kind=kind, member=number, gain=gain, reference=reference, account=vocabulary.MOVING_IN)
        for kind, gain in gains
    ]
