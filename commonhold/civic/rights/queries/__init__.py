"""What the viewer chose about herself, and what others get of her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.rights.queries.choosing import chosen
    from commonhold.civic.rights.queries.looks import LookView, is_looking, looking_at, looks_at, looks_by
    from commonhold.civic.rights.queries.recovering import (
        RecoveryView,
        own_recovery,
        recoveries,
        recovery,
    )
    from commonhold.civic.rights.queries.seen import Eyes, SeenAs, seen_as
    from commonhold.civic.rights.queries.signed_in import SignInView, sign_ins
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "Eyes",
    "LookView",
    "RecoveryView",
    "SeenAs",
    "SignInView",
    "chosen",
    "is_looking",
    "looking_at",
    "looks_at",
    "looks_by",
    "own_recovery",
    "recoveries",
    "recovery",
    "seen_as",
    "sign_ins",
]
