from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

OFF, EXPERIMENTAL = "off", "experimental"


@dataclass(frozen=True)
class SealedCharter(Section):
    """Whether votes can be sealed, and how long trustees and voters have for their parts."""

    section = "sealed"
    title = _("Sealed votes (experimental)")

    allowed: str = parameter(
        OFF,
        words=_("Sealed votes"),
        unit=Unit.CHOICE,
        choices=(OFF, EXPERIMENTAL),
        decided_by="special",
        because=_(
            "Counted without opening one ballot. Experimental until somebody from outside has audited it: "
            "a page that somebody altered on this server defeats it."
        ),
    )
    round_days: int = parameter(
        2,
        words=_("Days that trustees have for each of the three steps to their key"),
        unit=Unit.DAYS,
        low=1,
        high=14,
        decided_by="special",
        because=_("Who is late is left out. If too few are left, the proposal lapses before notice."),
    )
    credential_days: int = parameter(
        7,
        words=_("Days before a sealed vote in which members get their ballot ready"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        decided_by="special",
        because=_("Each browser makes a key to sign with. Who has none when voting opens can't vote."),
    )
    opening_days: int = parameter(
        14,
        words=_("Days that trustees have to open the count"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        decided_by="special",
        because=_("If too few do, nobody ever learns the result, and nothing is decided."),
    )
