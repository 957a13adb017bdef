"""What happens by itself: people are told who looked."""

from __future__ import annotations

from commonhold.civic.rights.actions import looking, recovering
from commonhold.civic.rights.actions.signing_in import forget_sign_ins

__all__ = ["KINDS", "forget_sign_ins"]

KINDS = [*looking.KINDS, *recovering.KINDS]
