from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter
from rulebook.split.settlement import REMAINDERS


@dataclass(frozen=True)
class WindingCharter(Section):
    """How our co-op would end, should its members decide so: when what happens, and who gets what is left."""

    section = "winding"
    title = _("How we would end")

    second_vote_days: int = parameter(
        0,
        words=_("Days between the vote to end the co-op and the one that confirms it"),
        unit=Unit.DAYS,
        high=60,
        decided_by="special",
        because=_(
            "Nothing happens before the second vote. With 0 a single vote is enough, where the law lets it."
        ),
    )
    announced_days: int = parameter(
        14,
        words=_("Days after the announcement in which nobody need do anything"),
        unit=Unit.DAYS,
        high=90,
        decided_by="special",
        because=_(
            "Nobody joins and nothing new is owed from the first day on. Members can still think again."
        ),
    )
    leaving_days: int = parameter(
        60,
        words=_("Days for taking everything along and moving elsewhere"),
        unit=Unit.DAYS,
        low=7,
        high=730,
        decided_by="special",
        because=_("Taking along stays possible afterwards; whoever moves now still meets everybody here."),
    )
    settling_days: int = parameter(
        90,
        words=_("Days for paying debts and giving shares back, at least"),
        unit=Unit.DAYS,
        low=1,
        high=1_095,
        decided_by="special",
        because=_("It takes as long as there is anything left in the books."),
    )
    reading_days: int = parameter(
        180,
        words=_("Days for which everything can still be read here"),
        unit=Unit.DAYS,
        low=30,
        high=1_095,
        decided_by="special",
        because=_(
            "Then the record is signed for the last time, and other servers are told that we are gone."
        ),
    )
    liquidators: int = parameter(
        2,
        words=_("Liquidators that a vote names at least"),
        unit=Unit.PEOPLE,
        low=2,
        high=9,
        decided_by="special",
        because=_("What is paid out is worked out by one and confirmed by another."),
    )
    remainder: str = parameter(
        "given-on",
        words=_("What becomes of what is left when debts and shares are paid"),
        unit=Unit.CHOICE,
        choices=REMAINDERS,
        decided_by="special",
        because=_(
            "“given-on”: to whom the vote names, and to no member. “heads”: alike. “shares”: by shares."
        ),
    )
