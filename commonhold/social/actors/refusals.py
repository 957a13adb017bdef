"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import Refusal


class NotElsewhere(Refusal):
    def __init__(self) -> None:
        words = _(
            "We don't know anybody on another server by that address yet. We are asking there now. "
            "Check that it is written right, and try again in a moment. Nothing was changed."
        )
        super().__init__(words, field="address")


class TooManyAliases(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You can name at most {most} other addresses. Take one away first; nothing was changed.")
        super().__init__(words, field="address", most=most)


class DoesNotNameYou(Refusal):
    """The page elsewhere does not say that it is the same person."""

    def __init__(self, address: str) -> None:
        words = _(
            "{address} does not name your address here yet. Add it there first, among the other addresses "
            "of that account, then try again in a moment: we look there anew. Nothing was changed."
        )
        super().__init__(words, field="address", address=address)


class MovedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have moved already. Take that back first if you want to move elsewhere."))


class NameOfSomebodyElse(Refusal):
    def __init__(self) -> None:
        super().__init__(_("On that server this name is somebody else's. Nothing was changed."))
