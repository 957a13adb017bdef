"""Bringing a file, looking at it, writing it, taking it back; and claiming a membership of before."""

from commonhold.civic.moving_in.actions.bringing import bring, drop, map_accounts, undo, write
from commonhold.civic.moving_in.actions.claiming import claim

__all__ = ["bring", "claim", "drop", "map_accounts", "undo", "write"]
