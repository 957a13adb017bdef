"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchTag(NotFound):
    def __init__(self) -> None:
        super().__init__(
            _("This is no tag: a tag is letters, digits and underscores, with a letter among them.")
        )


class TooManyFeatured(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A profile shows {most} tags. Nothing was changed: take one off first.")
        super().__init__(words, most=most)
