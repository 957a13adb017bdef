"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class StewardsOnly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only people to whom the members gave a mandate keep the co-op's own emoji."))


class ShortcodeNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _(
            "A name for an emoji is 2 to 30 of a-z, 0-9 and _, with a letter among them. Nothing is lost."
        )
        super().__init__(words, field="shortcode")


class ShortcodeTaken(Refusal):
    def __init__(self, shortcode: str) -> None:
        words = _(
            "There is a :{shortcode}: already. Nothing is lost: choose another, or retire that one first."
        )
        super().__init__(words, field="shortcode", shortcode=shortcode)


class TooManyEmoji(Refusal):
    def __init__(self, most: int) -> None:
        words = _("There are {most} emoji, as many as anybody can look through. Retire one first.")
        super().__init__(words, most=most)


class NoSuchEmoji(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no emoji of this name."))
