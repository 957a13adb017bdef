"""What happens while a co-op ends: members decide it, liquidators settle it."""

from commonhold.civic.winding.actions.deciding import confirm_end, decide_to_end, stop_end
from commonhold.civic.winding.actions.settling import ask_to_settle, book, confirm_settlement

__all__ = ["ask_to_settle", "book", "confirm_end", "confirm_settlement", "decide_to_end", "stop_end"]
