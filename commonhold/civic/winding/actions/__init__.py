"""What liquidators do while a co-op ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.winding.actions.booking import ask_to_book, confirm_booking, drop_booking
    from commonhold.civic.winding.actions.settling import ask_to_settle, confirm_settlement
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = ["ask_to_book", "ask_to_settle", "confirm_booking", "confirm_settlement", "drop_booking"]
