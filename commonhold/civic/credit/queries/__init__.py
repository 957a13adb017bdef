"""Who trusts whom how far, what is owed, which way a payment would go, and who is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.credit.around import terms
    from commonhold.civic.credit.queries.attacking import Played, attacks
    from commonhold.civic.credit.queries.book import Totals, totals
    from commonhold.civic.credit.queries.holds import gone_back, set_aside
    from commonhold.civic.credit.queries.mine import (
        BetweenView,
        Line,
        Moved,
        Overview,
        PaymentView,
        between,
        history,
        overview,
        payment,
    )
    from commonhold.civic.credit.queries.nearness import closeness, near
    from commonhold.civic.credit.queries.ways import HopView, Strand, Way, reach, way_to
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "BetweenView",
    "HopView",
    "Line",
    "Moved",
    "Overview",
    "PaymentView",
    "Played",
    "Strand",
    "Totals",
    "Way",
    "attacks",
    "between",
    "closeness",
    "gone_back",
    "history",
    "near",
    "overview",
    "payment",
    "reach",
    "set_aside",
    "terms",
    "totals",
    "way_to",
]
