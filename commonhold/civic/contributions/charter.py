from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

_MOST = 100_000_000


@dataclass(frozen=True)
class ContributionsCharter(Section):
    """How the surplus of a month is shared, and what work is paid."""

    section = "contributions"
    title = _("Sharing")

    rule: str = parameter(
        "none",
        words=_("How we share what a month leaves"),
        unit=Unit.CHOICE,
        choices=("none", "own_slice_v1", "equal_share_v1"),
        decided_by="special",
        because=_(
            "“none”: it stays with the co-op. “own_slice_v1”: each one's own slice goes to whom she thanked, "
            "and the rest returns as credit on dues. “equal_share_v1”: the same credit for everybody."
        ),
    )
    to_one: Fraction = parameter(
        Fraction(1, 5),
        words=_("The most of one slice that goes to one person"),
        unit=Unit.SHARE,
        low=Fraction(1, 20),
        high=Fraction(1),
        decided_by="special",
        because=_("So that nobody is paid by a single friend alone."),
    )
    fund_pot_cents: int = parameter(
        0,
        words=_("The most that all slices which the solidarity fund pays come to in a month"),
        unit=Unit.CENTS,
        high=_MOST,
        decided_by="special",
        because=_(
            "Members on the fund give to those they thank out of this pot; with nothing in it, nothing."
        ),
    )
    reserve_share: Fraction = parameter(
        Fraction(0),
        words=_("The reserve's part of what a month leaves"),
        unit=Unit.SHARE,
        high=Fraction(1),
        decided_by="special",
        because=_("It comes before anything is shared, until the reserve holds its target."),
    )
    reserve_target_cents: int = parameter(
        0,
        words=_("What the reserve should hold"),
        unit=Unit.CENTS,
        high=100 * _MOST,
        decided_by="special",
        because=_("For a month in which a machine breaks and nobody can wait."),
    )
    costs: str = parameter(
        "all",
        words=_("Which costs come before sharing"),
        unit=Unit.CHOICE,
        choices=("all", "running"),
        decided_by="special",
        because=_(
            "“all”: every cost of the month. “running”: running costs and paid work alone; what else was "
            "spent is left to reserves and to the year's end."
        ),
    )
    payout: str = parameter(
        "money",
        words=_("How people get what they were thanked for"),
        unit=Unit.CHOICE,
        choices=("money", "credit"),
        decided_by="special",
        because=_(
            "“money”: it pays open dues first, and the rest is paid out. “credit”: it pays later dues. "
            "Whoever has left gets money either way."
        ),
    )
    jury_case_cents: int = parameter(
        0,
        words=_("For a case on a jury"),
        unit=Unit.CENTS,
        high=1_000_000,
        because=_("Nothing: this work is not paid."),
    )
    moderation_hour_cents: int = parameter(
        0,
        words=_("For an hour of moderation"),
        unit=Unit.CENTS,
        high=1_000_000,
        because=_("Paid when one person verified the work and another confirmed it."),
    )
    hosting_month_cents: int = parameter(
        0,
        words=_("For a month of looking after the server"),
        unit=Unit.CENTS,
        high=1_000_000,
        because=_("Views, and time spent here, are never paid."),
    )
    code_hour_cents: int = parameter(
        0,
        words=_("For an hour of work on our program"),
        unit=Unit.CENTS,
        high=1_000_000,
        because=_("Work is a cost: it comes before sharing."),
    )
    work_most_cents: int = parameter(
        0,
        words=_("The most that is paid for work in a month"),
        unit=Unit.CENTS,
        high=_MOST,
        because=_("If more was earned, all are paid in proportion, and the rest stays owed to them."),
    )
