"""What the viewer chose about herself, and what others get of her."""

from commonhold.civic.rights.queries.chosen import chosen
from commonhold.civic.rights.queries.looks import LookView, is_looking, looking_at, looks_at, looks_by
from commonhold.civic.rights.queries.recoveries import (
    RecoveryView,
    own_recovery,
    recoveries,
    recovery,
)
from commonhold.civic.rights.queries.seen import Eyes, SeenAs, seen_as
from commonhold.civic.rights.queries.signed_in import SignInView, sign_ins

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
