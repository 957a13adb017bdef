from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.civic.payments import ibans
from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class PaymentsCharter(Section):
    """Which bank account is ours, and when what we owe to members is paid out."""

    section = "payments"
    title = _("Payments")

    account: str = parameter(
        "",
        words=_("Our bank account: its IBAN, or its number where there is none"),
        unit=Unit.TEXT,
        high=34,
        because=_("Where dues go. It stands here so that nobody alone can lead them elsewhere."),
        valid=ibans.may_name_an_account,
    )
    account_holder: str = parameter(
        "",
        words=_("In whose name our bank account is"),
        unit=Unit.TEXT,
        high=70,
        because=_("What payers write beside the number. Empty: our own name."),
    )
    payout_from_cents: int = parameter(
        2_000,
        words=_("The least that is paid out to a member at once"),
        unit=Unit.CENTS,
        high=100_000,
        because=_("Sending a few cents costs more than they are worth. Less waits, and goes to dues first."),
    )
    payout_every_days: int = parameter(
        28,
        words=_("Days between two payout runs, at least"),
        unit=Unit.DAYS,
        high=400,
        because=_("Each run costs fees, and the time of those who look through it."),
    )
    payout_approvals: int = parameter(
        2,
        words=_("People with a mandate who approve a payout run before it is sent"),
        unit=Unit.PEOPLE,
        low=2,
        high=5,
        because=_("Nobody alone moves our money, and nobody alone decides what is paid to them."),
    )
