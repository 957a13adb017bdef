from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter
from commonhold.ground.ledger.codes import is_account_code
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
    dues_floor_cents: int = parameter(
        0,
        words=_("The least that a member may choose to give each month"),
        unit=Unit.CENTS,
        high=10_000,
        because=_(
            "Whoever can gives more, whoever can't gives less, and the monthly dues are what we suggest. 0: "
            "everybody gives the same."
        ),
    )
    reminder_days: int = parameter(
        0,
        words=_("Days after which open dues are brought to mind"),
        unit=Unit.DAYS,
        high=90,
        because=_("A friendly word, to the member alone, that names the solidarity fund. 0: never."),
    )
    grace_days: int = parameter(
        0,
        words=_("Days after which open dues have their consequence"),
        unit=Unit.DAYS,
        high=730,
        because=_("Nobody is surprised: a reminder always comes first. 0: never."),
    )
    arrears_consequence: str = parameter(
        "told",
        words=_("What follows when that time is over"),
        unit=Unit.CHOICE,
        choices=("told", "membership-ends"),
        decided_by="special",
        because=_(
            "“told”: the membership mandate is told, and talks with the member. “membership-ends”: it ends."
        ),
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
    hosting_accounts: str = parameter(
        "expenses:hosting",
        words=_("Accounts whose costs say what a member costs"),
        unit=Unit.TEXT,
        low=9,
        high=300,
        because=_(
            "Shown to everybody month by month, divided by the members. Commas stand between accounts."
        ),
        valid=lambda value: all(
            each.startswith("expenses:") and is_account_code(each) for each in accounts_in(value)
        ),
    )


def accounts_in(text: str) -> list[str]:
    """The accounts that a parameter names."""
    return [each.strip() for each in text.split(",") if each.strip()]
