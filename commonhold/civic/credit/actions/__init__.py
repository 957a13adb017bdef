"""What people do: trust somebody so far, pay, give back, forgive, and cancel what runs in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.credit.actions.holding import forfeit, hold, release
    from commonhold.civic.credit.actions.lessening import cancel_circles, forgive
    from commonhold.civic.credit.actions.paying import pay
    from commonhold.civic.credit.actions.reversing import restore, reverse
    from commonhold.civic.credit.actions.trusting import set_limit
else:
    __getattr__ = later.shown_by(__name__, __file__)

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
