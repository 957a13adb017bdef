"""What may be known of sharing: sums by everybody, a line by whose it is, openings by members."""

from __future__ import annotations

from commonhold.civic.contributions.queries.mine import my_line, my_share, statement
from commonhold.civic.contributions.queries.previews import preview_of
from commonhold.civic.contributions.queries.splits import public_file, sharing, split, splits
from commonhold.civic.contributions.queries.works import works

__all__ = [
    "my_line",
    "my_share",
    "preview_of",
    "public_file",
    "sharing",
    "split",
    "splits",
    "statement",
    "works",
]
