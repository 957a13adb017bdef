"""What liquidators do while a co-op ends."""

from commonhold.civic.winding.actions.settling import ask_to_settle, book, confirm_settlement

__all__ = ["ask_to_settle", "book", "confirm_settlement"]
