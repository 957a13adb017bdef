from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.civic.credit.minutes import HOUR
from commonhold.civic.credit.vocabulary import Leaving
from commonhold.ground.charter.section import Section, Unit, parameter
from rulebook.trust.ways import MOST_HOPS


@dataclass(frozen=True)
class CreditCharter(Section):
    """Whether members pay each other in hours of work, how far, and what happens when somebody leaves."""

    section = "credit"
    title = _("Mutual credit")

    state: str = parameter(
        "on",
        words=_("Members may pay each other in hours of work"),
        unit=Unit.CHOICE,
        choices=("on", "off"),
        because=_(
            "Nobody takes part until she says herself whom she trusts how far. When off, debts stay and can "
            "be forgiven."
        ),
    )
    hops: int = parameter(
        3,
        words=_("People over whom a payment goes at most, the one who is paid included"),
        unit=Unit.PEOPLE,
        low=1,
        high=MOST_HOPS,
        because=_("Whoever passes a payment on knows both her neighbours. Longer ways nobody can survey."),
    )
    limit_hours: int = parameter(
        20,
        words=_("Hours up to which one member can trust another"),
        unit=Unit.HOURS,
        low=1,
        high=500,
        because=_("What somebody stands to lose by a wrong judgement of one person."),
    )
    payment_hours: int = parameter(
        40,
        words=_("Hours that can be paid at once"),
        unit=Unit.HOURS,
        low=1,
        high=1000,
        because=_("A slip of the finger should not cost a month of work."),
    )
    line_hours: int = parameter(
        0,
        words=_("Hours that each member may owe the co-op, or be owed by it"),
        unit=Unit.HOURS,
        low=0,
        high=100,
        because=_(
            "The community’s credit line: with it members who don’t know each other can pay each other. "
            "At 0 there is none. All members together bear what is never worked off."
        ),
    )
    line_total_hours: int = parameter(
        0,
        words=_("Hours that all members together may owe the co-op"),
        unit=Unit.HOURS,
        low=0,
        high=100_000,
        because=_("The most that the community’s credit line can lose."),
    )
    on_leaving: str = parameter(
        Leaving.STANDS.value,
        words=_("What happens with what somebody owes who leaves"),
        unit=Unit.CHOICE,
        choices=tuple(Leaving.values),
        because=_(
            "It stands for the months below. Forgiven by the line: the co-op takes it over, as far as its "
            "credit line reaches. Asked in money: it stands, and both are told what it is worth in money."
        ),
    )
    stands_months: int = parameter(
        6,
        words=_("Months for which it stands, before whoever trusted bears it"),
        unit=Unit.MONTHS,
        low=1,
        high=36,
        because=_(
            "Long enough to work something off or to settle it otherwise; then the book is closed on it."
        ),
    )
    hour_cents: int = parameter(
        1500,
        words=_("What an hour is worth where it is asked in money"),
        unit=Unit.CENTS,
        low=0,
        high=100_000,
        because=_("For those alone who leave. Between members an hour is an hour, whoever works it."),
    )

    @property
    def is_on(self) -> bool:
        return self.state == "on"

    @property
    def limit(self) -> int:
        """The highest limit, in minutes."""
        return self.limit_hours * HOUR

    @property
    def payment(self) -> int:
        """The largest payment, in minutes."""
        return self.payment_hours * HOUR

    @property
    def line(self) -> int:
        """What each may owe the co-op or be owed by it, in minutes; 0 without a line."""
        return self.line_hours * HOUR

    @property
    def line_total(self) -> int:
        return self.line_total_hours * HOUR
