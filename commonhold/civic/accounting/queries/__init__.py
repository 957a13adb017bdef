"""What may be known of periods: how they stand by everybody, a report by members until it is adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.accounting.queries.hosts import hosting
    from commonhold.civic.accounting.queries.periods import board
    from commonhold.civic.accounting.queries.reports import bundle, my_parts, report, years
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = ["board", "bundle", "hosting", "my_parts", "report", "years"]
