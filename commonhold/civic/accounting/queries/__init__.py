"""What may be known of periods: how they stand by everybody, a report by members until it is adopted."""

from __future__ import annotations

from commonhold.civic.accounting.queries.hosting import hosting
from commonhold.civic.accounting.queries.periods import board
from commonhold.civic.accounting.queries.reports import bundle, my_parts, report, years

__all__ = ["board", "bundle", "hosting", "my_parts", "report", "years"]
