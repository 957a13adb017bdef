"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchIdea(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such idea."))


class MembersAlone(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The roadmap is written by members. You can become one under “Join”."))


class MandateNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only somebody to whom the members gave a mandate can do this."))


class LengthNotAllowed(Refusal):
    def __init__(self, field: str, shortest: int, longest: int) -> None:
        words = _("This has between {shortest} and {longest} characters. Nothing is lost: change it.")
        super().__init__(words, field=field, shortest=shortest, longest=longest)


class NotYourIdea(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only its author can change an idea, and only while nobody else supports it."))


class NotWaiting(Refusal):
    """The idea shipped, was declined, or is merged into another."""

    def __init__(self) -> None:
        super().__init__(_("This idea no longer waits for anything. Nothing was changed."))


class TooManySupported(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "You support {most} idea already, as many as our charter allows. Take one back first.",
            "You support {most} ideas already, as many as our charter allows. Take one back first.",
            most,
        )
        super().__init__(words, most=most)


class MayNotMerge(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Ideas are merged by the author of the one that is given up, or by the board."))


class MergedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("One of these ideas is merged already. Take the one that leads."))


class MergedIntoItself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose another idea than this one."), field="into")


class NotMerged(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This idea stands by itself. Nothing was changed."))


class TooLateToUndo(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Ideas are taken apart again only within the period in which they were merged."))


class NoSuchState(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose one from the list."), field="state")


class SameState(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The idea stands there already. Nothing was changed."), field="state")


class LinkNeeded(Refusal):
    def __init__(self) -> None:
        words = _("Say where people find what shipped: a link that begins with https:// or http://.")
        super().__init__(words, field="link")


class ReasonNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say why, so that those who hoped for it understand."), field="reason")


class AmountNotAllowed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("An estimate is nothing or more, and no more than a billion."), field="cents")


class IdeasUnreadable(Refusal):
    def __init__(self, most: int) -> None:
        words = _("Name between 1 and {most} different ideas, the best first.")
        super().__init__(words, field="idea_ids", most=most)


class TooFewToOrder(Refusal):
    def __init__(self, fewest: int, most: int) -> None:
        words = _("Choose between {fewest} and {most} ideas; the members put them in order.")
        super().__init__(words, field="ideas", fewest=fewest, most=most)


class IdeaNotCandidate(Refusal):
    def __init__(self, title: str) -> None:
        words = _("“{title}” can't be put first: it shipped, was declined or is merged into another.")
        super().__init__(words, field="idea_ids", title=title)
