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
    def __init__(self, longest: int, field: str = "words") -> None:
        words = _("That is more than {longest} characters. Everything is still here: please shorten it.")
        super().__init__(words, field=field, longest=longest)


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


class AskedAlready(Refusal):
    def __init__(self) -> None:
        words = _(
            "A second look is for what was dismissed, once, within the time to appeal. Nothing was changed."
        )
        super().__init__(words)


class AnswerMissing(Refusal):
    def __init__(self) -> None:
        words = _("Whoever sent this reads why. Say it in a sentence; nothing was changed.")
        super().__init__(words, field="answer")


class NoSuchCase(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such case, or it isn't open to you."))


class NoSuchMeasure(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such measure, or it isn't about you."))


class CaseClosed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This case is closed. Nothing was changed."))


class NotForThis(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This measure can't be taken here. Choose another one."), field="kind")


class FactsMissing(Refusal):
    def __init__(self, field: str) -> None:
        words = {
            "facts": _("Say what happened: whoever is measured reads it."),
            "label": _("Say in up to 200 characters what stands above the post."),
            "days": _("Say for how many days, up to 366."),
            "words": _("Say why this should be looked at again."),
        }
        super().__init__(words[field], field=field)


class GroundMissing(Refusal):
    def __init__(self, field: str = "rule") -> None:
        super().__init__(_("Name the rule of ours that it breaks, or the law."), field=field)


class MeasuredAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This measure holds already, or waits for a jury. Nothing was changed."))


class EnoughForToday(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "You took {most} measure within a day, as many as our charter lets one person take. Rest; others "
            "go on.",
            "You took {most} measures within a day, as many as our charter lets one person take. Rest; "
            "others go on.",
            most,
        )
        super().__init__(words, most=most)


class OnlyStrangers(Refusal):
    def __init__(self) -> None:
        words = _("A member's account isn't closed. Members are suspended, or expelled by vote or jury.")
        super().__init__(words, field="kind")


class NotYours(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Others decided on this already, so one person can't undo it."))


class NobodyCanJudge(Refusal):
    def __init__(self) -> None:
        words = _("A jury needs three members who have no part in this, and there aren't three.")
        super().__init__(words)


class AppealOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The time to appeal is over, or the last word is spoken. Nothing was changed."))


class AppealedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Others are looking at this already. You are told what they decide."))


class OwnDecision(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You decided on this before, so somebody else looks at it now."))


class NotTheNumber(Refusal):
    def __init__(self) -> None:
        words = _("This isn't the number that you committed to, or no SHA-256 in 64 signs.")
        super().__init__(words, field="number")


class NothingToReveal(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nothing to reveal: the lot is drawn, or you committed to no number."))


class NotCalled(NotFound):
    def __init__(self) -> None:
        super().__init__(_("You have no seat on this jury, or it has decided."))


class SeatGone(Refusal):
    def __init__(self) -> None:
        words = _("This seat went to the next in the lot, or the jury is done. There is nothing left to do.")
        super().__init__(words)


class SeatNotTaken(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Take the seat first, and say that you have no part in this. Nothing was counted.")
        )


class TooManyLawReports(Refusal):
    def __init__(self) -> None:
        words = _(
            "So many reports came in today that the house takes no more for now. What you wrote is still "
            "here: send it tomorrow, or write to the address in the imprint."
        )
        super().__init__(words)


class ExplanationMissing(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say why you think that it is against the law."), field="why")


class AddressMissing(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say where it stands: the address of the page."), field="address")


class WrongMail(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is no mail address. Mend it, or leave it out."), field="email")


class NothingToJudge(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You judge nothing in this case, so there is nothing to stand aside from."))


class NoSuchDuty(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such duty to report, or it isn't yours to see."))


class DutyEnded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Somebody noted this already. Nothing was changed."))


class DutyWordsMissing(Refusal):
    def __init__(self) -> None:
        words = _("Say when and how it was told, or why it need not be; in up to 500 characters.")
        super().__init__(words, field="words")


class OwnSuspension(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("You are near to this yourself, or there is a block between you: somebody else decides it.")
        )


class WhyFreedMissing(Refusal):
    def __init__(self) -> None:
        words = _(
            "Say why it ends, in up to 2000 characters: whoever it was on reads it. Nothing was changed."
        )
        super().__init__(words, field="words")
