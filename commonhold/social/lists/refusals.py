"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchList(NotFound):
    """There is none, or it is somebody else's: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This list isn't here. It may have been deleted."))


class TitleLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A list's name has between 1 and {longest} characters. Nothing was changed.")
        super().__init__(words, field="title", longest=longest)


class TooManyLists(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You have {most} lists already. Delete one first; nothing was changed.")
        super().__init__(words, most=most)


class ListIsFull(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A list has room for {most} people. Nothing was changed: take somebody off first.")
        super().__init__(words, field="handle", most=most)


class NotFollowed(Refusal):
    def __init__(self, name: str) -> None:
        words = _("You don't follow {name}. Follow them first; then you can put them on a list.")
        super().__init__(words, field="handle", name=name)


class StrangeAnswers(Refusal):
    def __init__(self) -> None:
        words = _("Choose answers to people you follow, to people on the list, or none. Nothing was changed.")
        super().__init__(words, field="answers")


class TooManyAtOnce(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("That is more than {most} people at once. Nothing was changed."), most=most)
