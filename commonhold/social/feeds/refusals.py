"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchFeed(NotFound):
    """There is none, or it is somebody else's: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This feed isn't here. It may have been deleted."))


class NoSuchDocument(NotFound):
    """Nobody published it, the members did not adopt it, and it is not the reader's own."""

    def __init__(self) -> None:
        super().__init__(_("There is no feed with this fingerprint here."), field="sha256")


class WrongDocument(Refusal):
    """A text that is no feed's document, with the line on which that shows."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(
            _("Line {line}: {what}. What you typed is still here."), field="text", line=line, what=words
        )


class TitleLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A feed's name has between 1 and {longest} characters. What you typed is still here.")
        super().__init__(words, field="title", longest=longest)


class WordsLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("Say what it is like in at most {longest} characters. What you typed is still here.")
        super().__init__(words, field="words", longest=longest)


class TooManyFeeds(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You have {most} feeds of your own, which is as many as fit. Delete one first.")
        super().__init__(words, most=most)


class NothingToOrder(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Your feed stands newest first, so there is nothing to order."))


class NotInYourFeed(NotFound):
    """The post is not in the reader's ordered feed, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            _("This post isn't in your ordered feed any more. Your feed may have been ordered anew.")
        )
