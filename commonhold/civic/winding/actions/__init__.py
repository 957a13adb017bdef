"""What liquidators do while a co-op ends."""

from commonhold.civic.winding.actions.booking import ask_to_book, confirm_booking, drop_booking
from commonhold.civic.winding.actions.settling import ask_to_settle, confirm_settlement

__all__ = ["ask_to_book", "ask_to_settle", "confirm_booking", "confirm_settlement", "drop_booking"]
