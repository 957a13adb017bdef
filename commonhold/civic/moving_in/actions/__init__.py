"""Bringing a file, looking at it, writing it, taking it back; and claiming a membership of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.moving_in.actions.bringing import bring, drop, map_accounts, undo, write
    from commonhold.civic.moving_in.actions.claiming import claim
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = ["bring", "claim", "drop", "map_accounts", "undo", "write"]
