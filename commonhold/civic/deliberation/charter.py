from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class DeliberationCharter(Section):
    """How much one member may bring into the talk about one proposal, and when the meeting decides."""

    section = "deliberation"
    title = _("Talking proposals over")

    statements_per_person: int = parameter(
        5,
        words=_("Statements that one member may make on a proposal"),
        unit=Unit.NUMBER,
        low=1,
        high=20,
        because=_("Enough to say what matters, and few enough that everybody can answer them all."),
    )
    remarks_a_day: int = parameter(
        40,
        words=_("Remarks that one member may make in a day"),
        unit=Unit.NUMBER,
        low=5,
        high=500,
        because=_("A talk among many: nobody should fill it alone."),
    )
    amendments_per_person: int = parameter(
        3,
        words=_("Amendments of one member that may wait for an author"),
        unit=Unit.NUMBER,
        low=1,
        high=20,
        because=_("Each is read and answered by the author before the next comes."),
    )
    amendment_support: Fraction = parameter(
        Fraction(1, 10),
        words=_("Members whose support brings a refused amendment to the vote"),
        unit=Unit.SHARE,
        low=Fraction(1, 100),
        high=Fraction(1, 2),
        decided_by="special",
        because=_("Of all who may vote. An author may refuse an amendment, but not keep it from the vote."),
    )
