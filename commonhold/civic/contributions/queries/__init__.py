"""What may be known of sharing: sums by everybody, a line by whose it is, openings by members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.contributions.queries.mine import my_line, my_share, statement
    from commonhold.civic.contributions.queries.previews import preview_of
    from commonhold.civic.contributions.queries.splitting import public_file, sharing, split, splits
    from commonhold.civic.contributions.queries.working import works
else:
    __getattr__ = later.shown_by(__name__, __file__)

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
