"""Who trusts whom how far, what is owed, which way a payment would go, and who is near."""

from commonhold.civic.credit.around import terms
from commonhold.civic.credit.queries.attacks import Played, attacks
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
