"""What people do: trust somebody so far, pay, give back, forgive, and cancel what runs in a circle."""

from commonhold.civic.credit.actions.holding import forfeit, hold, release
from commonhold.civic.credit.actions.lessening import cancel_circles, forgive
from commonhold.civic.credit.actions.paying import pay
from commonhold.civic.credit.actions.reversing import restore, reverse
from commonhold.civic.credit.actions.trusting import set_limit

__all__ = [
    "cancel_circles",
    "forfeit",
    "forgive",
    "hold",
    "pay",
    "release",
    "restore",
    "reverse",
    "set_limit",
]
