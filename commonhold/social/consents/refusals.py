"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import Refusal


class NoSuchPurpose(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such purpose. Nothing was changed: choose one of those on the page."))


class TextChanged(Refusal):
    """She answered another text than the one that holds."""

    def __init__(self) -> None:
        words = _(
            "The text was changed while you read it, so your answer was not written down. "
            "Nothing is lost: read it again, and choose."
        )
        super().__init__(words)
