"""What pages show of ads and sponsors. Contacts are for the panel and the treasurer alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.sponsors.queries.ads import AdLine, AdView, StepView, ad, desk, invoice, mine
    from commonhold.civic.sponsors.queries.everybodys import (
        DeclinedLine,
        Overview,
        PriceLine,
        SponsorView,
        offered,
        overview,
        sponsor,
    )
    from commonhold.civic.sponsors.queries.showing import (
        Choice,
        Sponsored,
        Turn,
        Why,
        choice_of,
        sponsored_on,
        why,
    )
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "AdLine",
    "AdView",
    "Choice",
    "DeclinedLine",
    "Overview",
    "PriceLine",
    "SponsorView",
    "Sponsored",
    "StepView",
    "Turn",
    "Why",
    "ad",
    "choice_of",
    "desk",
    "invoice",
    "mine",
    "offered",
    "overview",
    "sponsor",
    "sponsored_on",
    "why",
]
