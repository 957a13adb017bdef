"""What happens to payments. What other rooms ask for stands here; the rest is in the modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.payments.actions.asking import call_off, expect, owe
    from commonhold.civic.payments.actions.invoices import issue_invoice
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = ["call_off", "expect", "issue_invoice", "owe"]
