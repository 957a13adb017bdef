"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.refusal import NotFound, Refusal


class NothingToReport(NotFound):
    """There is no such thing, or not for this viewer: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("What you want to report isn't here any more."))


class NoSuchReport(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such report."))


class ReportsOneself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is your own. You can change or delete it where it stands."))


class ReportedAlready(Refusal):
    def __init__(self) -> None:
        words = _("You reported this already, and it waits to be read. Nothing was sent a second time.")
        super().__init__(words)


class TooManyReports(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "You sent {most} report within a day, as many as our charter allows. What you wrote is still "
            "here: send it tomorrow.",
            "You sent {most} reports within a day, as many as our charter allows. What you wrote is still "
            "here: send it tomorrow.",
            most,
        )
        super().__init__(words, most=most)


class RuleChanged(Refusal):
    def __init__(self) -> None:
        words = _("Our rules read otherwise by now. Choose again; what you wrote is still here.")
        super().__init__(words, field="rule")


class ReasonMissing(Refusal):
    def __init__(self) -> None:
        words = _("Say in your words what is wrong, as none of the rules says it.")
        super().__init__(words, field="words")


class ReportTooLong(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("That is more than {longest} characters. Everything is still here: please shorten it.")
        super().__init__(words, field="words", longest=longest)


class NothingToKeepAway(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nobody behind this whom you could mute or block."), field="keep_away")


class MandateNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Reports are read by people to whom the members gave a mandate."))


class OwnMatter(Refusal):
    def __init__(self) -> None:
        words = _("You sent this report yourself, so somebody else answers it.")
        super().__init__(words)


class ReportAnswered(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Somebody answered this report meanwhile. Nothing was changed."))


class AnswerMissing(Refusal):
    def __init__(self) -> None:
        words = _("Whoever sent this reads why. Say it in a sentence; nothing was changed.")
        super().__init__(words, field="answer")
