"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchLabeler(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such labeler, or it publishes no more."))


class NoSuchLabel(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such label."))


class NothingToLabel(NotFound):
    """It isn't there, or not for everybody: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("Labels are public, so only what everybody can read bears one. This isn't that."))


class NotYourLabeler(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("A labeler speaks for itself, or for the moderators of its group. It isn't yours.")
        )


class LabelerIsThere(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This labeler is there already. You can change what it says of itself."))


class TitleLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A labeler's name has between 1 and {longest} characters. What you typed is still here.")
        super().__init__(words, field="title", longest=longest)


class WordsLength(Refusal):
    def __init__(self, longest: int, field: str = "words") -> None:
        words = _("Please say it in {longest} characters at most. What you typed is still here.")
        super().__init__(words, field=field, longest=longest)


class WordsMissing(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Please say it in a sentence: whoever it concerns reads it."), field="words")


class ValueNotAllowed(Refusal):
    def __init__(self, longest: int, meaning: int) -> None:
        words = _(
            "A word for labels has between 1 and {longest} characters, and its meaning {meaning} at most. "
            "Write one to a line, such as “spoiler: tells how a story ends”."
        )
        super().__init__(words, field="values", longest=longest, meaning=meaning)


class TooManyValues(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("A labeler has {most} words at most, the used ones with them."), field="values", most=most
        )


class UnknownValue(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose one of this labeler's words."), field="value")


class LabelledAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This labeler says so already. Nothing was changed."), field="value")


class LabelNotForSoLong(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A label lasts between 1 and {most} days; after that it can be put anew.")
        super().__init__(words, field="days", most=most)


class EnoughLabels(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "This labeler put {most} label within a day, as many as our charter allows. Go on tomorrow.",
            "This labeler put {most} labels within a day, as many as our charter allows. Go on tomorrow.",
            most,
        )
        super().__init__(words, most=most)


class LabelHasEnded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This label has ended. Nothing was changed."))


class LabelOfAMeasure(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This label is a measure. You find it, and how to appeal, among your measures."))


class NotAboutYou(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Whoever a label is about disputes it, and this one isn't about you or yours."))


class NobodyToAnswer(Refusal):
    def __init__(self) -> None:
        words = _(
            "This label was put on another server. Write to those who keep its list; their page names them."
        )
        super().__init__(words)


class DisputedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("A label is disputed once. You may still report it; others decide then."))


class NothingDisputed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nobody waits for an answer here any more. Nothing was changed."))


class TooManySubscriptions(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("One reads {most} labelers at most. End another one first."), most=most)


class NoSuchAct(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose for each word what it does. Nothing was changed."))
