"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchPoll(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This poll isn't here. It may be gone with its post."))


class TooFewOptions(Refusal):
    def __init__(self) -> None:
        words = _("A poll needs at least two answers to choose from. Nothing is lost: add another one.")
        super().__init__(words, field="options")


class TooManyOptions(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A poll may offer {most} answers. Nothing is lost: take some of them out.")
        super().__init__(words, field="options", most=most)


class SameOptionTwice(Refusal):
    def __init__(self, text: str) -> None:
        words = _("“{text}” stands among the answers twice. Nothing is lost: change one of them.")
        super().__init__(words, field="options", text=text)


class OptionTooLong(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("An answer in a poll may have {longest} characters. Nothing is lost: shorten it.")
        super().__init__(words, field="options", longest=longest)


class PollTimeOutOfRange(Refusal):
    def __init__(self) -> None:
        words = _("A poll stays open for five minutes at least and for thirty days at most.")
        super().__init__(words, field="poll_minutes")


class PollIsClosed(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("This poll has closed meanwhile, so nothing more is counted. Its result is there.")
        )


class ChosenAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have answered this poll already. Your first answer counts."))


class NothingChosen(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose an answer first, then send it."), field="choice")


class OneChoiceOnly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This poll takes one answer. Choose one of yours."), field="choice")


class NoSuchOption(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("That answer isn't among those of this poll. Nothing was counted."), field="choice"
        )
