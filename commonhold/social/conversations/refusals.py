"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchConversation(NotFound):
    """There is none, or not for this viewer: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This conversation isn't here. It may be between other people, or you left it."))


class TooManyPeople(Refusal):
    def __init__(self, most: int) -> None:
        words = _(
            "A conversation has room for {most} people. Nothing was sent: write to fewer, or in a group."
        )
        super().__init__(words, field="text", most=most)


class ReceivesNothing(Refusal):
    def __init__(self, name: str) -> None:
        words = _("{name} doesn't take messages from you. Nothing was sent; what you wrote is still here.")
        super().__init__(words, field="text", name=name)


class StillUnanswered(Refusal):
    def __init__(self) -> None:
        words = _("You have written several times already. Nothing was sent: wait until somebody answers.")
        super().__init__(words, field="text")


class EverybodyElseLeft(Refusal):
    def __init__(self) -> None:
        words = _("Everybody else has left this conversation. Nothing was sent: begin a new one.")
        super().__init__(words, field="text")


class NothingRequested(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such request any more. You may have answered it already."))


class OnlyTwo(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nobody leaves a conversation of two. Delete it for yourself, mute it or block."))


class NoSuchWish(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Please choose one of the offered answers. Nothing was changed."), field="writers")
