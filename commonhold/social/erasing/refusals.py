"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import Refusal


class ErasureAsked(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have asked for this already. Until the day that stands here you may stay."))


class NothingToTakeBack(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nothing is going to be erased: your account is as it was."))


class NotOfAHuman(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This account is the co-op's own. It goes when the co-op is wound down."))
