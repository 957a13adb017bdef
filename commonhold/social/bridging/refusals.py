"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NotTakingPart(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You don't take part in bridging, so nothing was counted."))


class NoSuchQuestion(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This question isn't open any more. Nothing was counted."))


class NotForRating(Refusal):
    """One's own posts, and what is not for everybody."""

    def __init__(self) -> None:
        super().__init__(_("Only what others write for everybody can be rated. Nothing was counted."))
