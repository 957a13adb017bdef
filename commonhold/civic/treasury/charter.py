from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter
from commonhold.ground.ledger.currencies import EXPONENTS


@dataclass(frozen=True)
class TreasuryCharter(Section):
    """What each of us gives, and in which money."""

    section = "treasury"
    title = _("Money")

    dues_cents: int = parameter(
        500,
        words=_("Monthly dues"),
        unit=Unit.CENTS,
        high=10_000,
        because=_("What every paying member gives each month. Members on the solidarity fund pay nothing."),
    )
    currency: str = parameter(
        "EUR",
        words=_("Our currency"),
        unit=Unit.TEXT,
        low=3,
        high=3,
        decided_by="special",
        because=_("The three letters of ISO 4217. What was booked stays in the currency it was booked in."),
        valid=lambda value: value in EXPONENTS,
    )
    bill_approvals: int = parameter(
        2,
        words=_("People with a mandate who approve a bill before it is paid"),
        unit=Unit.PEOPLE,
        low=2,
        high=5,
        because=_("Nobody alone moves our money, and nobody approves what is paid to them."),
    )
