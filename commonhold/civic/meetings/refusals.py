"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchMeeting(NotFound):
    """There is none, or not for this viewer: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This meeting isn't here. It may be for others."))


class NoSuchItem(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This meeting's agenda has no such item any more."))


class NoSuchReport(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This meeting has no such report."))


class NoSuchMinutes(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There are no such minutes."))


class LengthNotAllowed(Refusal):
    def __init__(self, field: str, shortest: int, longest: int) -> None:
        words = _("This has between {shortest} and {longest} characters. Nothing is lost: change it.")
        super().__init__(words, field=field, shortest=shortest, longest=longest)


class NoSuchChoice(Refusal):
    def __init__(self, field: str) -> None:
        super().__init__(_("Choose one from the list."), field=field)


class PlaceNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say where people come together."), field="place")


class LinkNeeded(Refusal):
    def __init__(self) -> None:
        words = _("Give the link to take part online. It begins with https:// or http://.")
        super().__init__(words, field="link")


class TooShortNotice(Refusal):
    """The words name the number of days that the charter asks for."""

    def __init__(self, days: int) -> None:
        words = ngettext(
            "Our charter asks for {days} day of notice. Nothing is lost: choose a later time.",
            "Our charter asks for {days} days of notice. Nothing is lost: choose a later time.",
            days,
        )
        super().__init__(words, field="starts", days=days)


class ChairNoMember(Refusal):
    def __init__(self) -> None:
        super().__init__(_("A meeting is chaired by a member. Choose one from the list."), field="chair")


class NoticeWasGiven(Refusal):
    def __init__(self) -> None:
        words = _("The notice of this meeting was given, so its kind, title and agenda stay as they are.")
        super().__init__(words)


class EmptyAgenda(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Put something on the agenda first: people must know what it is about."))


class FullAgenda(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("An agenda has up to {most} items. Nothing was added."), most=most)


class NoSuchProposal(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only a proposal that was announced can stand on an agenda."), field="proposal")


class OnlyAnnualReports(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The year's reports belong to an annual meeting."), field="report")


class ReportTwice(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This report stands on the agenda already."), field="report")


class NotNow(Refusal):
    """Where the meeting stands, this can't be done."""

    def __init__(self, state: str) -> None:
        words = _("That can't be done with this meeting now: it is “{state}”. Nothing was changed.")
        super().__init__(words, state=state)


class TooEarly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("A meeting is opened at its time, or up to half an hour before."))


class ReasonNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("Say why, in up to {longest} characters. Everybody whom it concerns reads it.")
        super().__init__(words, field="reason", longest=longest)


class NotTheChair(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only whoever chairs this meeting can do this."))


class NotInvited(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This meeting is for members. You can become one under “Join”."))


class BoardAlone(Refusal):
    def __init__(self) -> None:
        super().__init__(_("A board meeting is for those whom the members gave the board's mandate."))


class NoWayToBeThere(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This meeting isn't held in that way. Choose another answer."), field="answer")


class MinutesMissing(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Write something about at least one item first. Nothing was published."))


class NothingCorrected(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nothing differs from the minutes that are published."))


class CorrectionUnexplained(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say what you correct, so that readers see it at once."), field="because")


class ReportChanged(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is not the report that was laid before the meeting."), field="sha256")


class AdoptedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This report was adopted already."))


class ProposedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("A proposal to adopt this report was made already."))
