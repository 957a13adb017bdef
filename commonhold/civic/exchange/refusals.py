"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.civic.governance.law import LegalRule
from commonhold.ground.refusal import NotFound, Refusal


class NoSuchOffer(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This offer isn't here any more, or it is not shown to you."))


class NoSuchAgreement(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such agreement, or it is between other people."))


class NotOpenToYou(Refusal):
    def __init__(self) -> None:
        words = _(
            "Members of the co-op offer and agree here. Nothing was kept: become a member, or write to them."
        )
        super().__init__(words)


class ExchangeClosed(Refusal):
    def __init__(self) -> None:
        words = _("A vote closed the exchange for now. What was agreed before goes on; nothing new was kept.")
        super().__init__(words)


class TextLength(Refusal):
    def __init__(self, longest: int, *, field: str) -> None:
        words = _(
            "This has between 1 and {longest} characters. Nothing is lost: change it and send it again."
        )
        super().__init__(words, field=field, longest=longest)


class UnknownChoice(Refusal):
    def __init__(self, field: str) -> None:
        super().__init__(_("Please choose one of the offered answers. Nothing was changed."), field=field)


class UnknownCategory(Refusal):
    def __init__(self) -> None:
        words = _("The charter has no such category. Choose one of the list; a vote can add to it.")
        super().__init__(words, field="category")


class NotOfferedHere(Refusal):
    def __init__(self, word: str) -> None:
        words = _(
            "The charter says that “{word}” is never offered here, so nobody saw this. What you "
            "wrote is still "
            "here: if it means something else, say it in other words."
        )
        super().__init__(words, field="text", word=word)


class TooManyOffers(Refusal):
    def __init__(self, most: int) -> None:
        words = _(
            "You have {most} offers and requests open, as many as the charter allows. Take one back first."
        )
        super().__init__(words, most=most)


class PriceMissing(Refusal):
    def __init__(self, field: str) -> None:
        words = _("A price is more than nothing. For nothing, choose “a gift”. What you typed is still here.")
        super().__init__(words, field=field)


class PriceTooHigh(Refusal):
    def __init__(self, most: int, *, field: str) -> None:
        words = _(
            "The charter allows {most} at most, in minutes or in cents. Nothing was kept; what you "
            "typed is here."
        )
        super().__init__(words, field=field, most=most)


class DepositNotAllowed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The charter allows no deposits. Leave it empty."), field="deposit")


class CoopHoldsNoDeposit(Refusal):
    """`rule` is what the law that the charter names says of other people's money."""

    def __init__(self, rule: LegalRule) -> None:
        words = _(
            "The co-op can't hold a deposit in money. {paragraph}: {says} Nothing was kept. The two of you "
            "can name one between you, or set mutual credit aside."
        )
        super().__init__(words, field="deposit", paragraph=rule.paragraph, says=rule.says)


class DepositHasNoWay(Refusal):
    """Mutual credit can't be set aside now. `why` is what the room of credit said."""

    def __init__(self, why: str) -> None:
        words = _(
            "The deposit can't be set aside now: {why} Nothing was agreed on and nothing is lost; the "
            "question waits, and you can agree later."
        )
        super().__init__(words, why=why)


class UnknownTimeZone(Refusal):
    def __init__(self) -> None:
        super().__init__(_("We know no such time zone. Choose one of the list."), field="time_zone")


class SkippedHour(Refusal):
    def __init__(self) -> None:
        words = _("The clocks go forward then, and skip this hour. Choose another.")
        super().__init__(words, field="starts")


class EndsBeforeItStarts(Refusal):
    def __init__(self) -> None:
        words = _(
            "Say from when to when; the end comes after the beginning, and a night ends on another day."
        )
        super().__init__(words, field="ends")


class StartsInThePast(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This time is past already. Choose one that is still to come."), field="starts")


class TooLong(Refusal):
    def __init__(self, days: int) -> None:
        super().__init__(_("An agreement lasts {days} days at most."), field="ends", days=days)


class NotOpenThen(Refusal):
    def __init__(self) -> None:
        words = _("It can't be had at that time. Look at its open times, or ask in a message.")
        super().__init__(words, field="starts")


class TakenThen(Refusal):
    def __init__(self) -> None:
        words = _("Somebody else has agreed on that time already. Choose another; nothing was changed.")
        super().__init__(words, field="starts")


class PlaceNotUnderstood(Refusal):
    def __init__(self) -> None:
        words = _("Write the place on the map as two numbers, such as 52.52, 13.40, or leave it empty.")
        super().__init__(words, field="coordinates")


class SeatsNotAllowed(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("There is room for 1 to {most} at a time."), field="seats", most=most)


class TooManyTimes(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("An offer has {most} open times at most."), field="weeks", most=most)


class NotYourOffer(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only whoever made an offer changes it. Nothing was changed."))


class OfferIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This offer is over. Nothing was changed; its author can make a new one."))


class NothingToLookAt(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Somebody has looked at it already, or nobody needs to."))


class MandateNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only somebody whom the members gave a mandate can do this."))


class OwnMatter(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have a part in this yourself, so somebody else does it."))


class OwnOffer(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is your own. Nobody agrees with themselves."))


class NotThereNow(Refusal):
    def __init__(self, name: str) -> None:
        words = _("{name} can't agree on anything at the moment. Nothing was sent; try again later.")
        super().__init__(words, name=name)


class NotAllMeet(Refusal):
    def __init__(self) -> None:
        words = _(
            "Not everybody whose works are in this collection can deal with this buyer at the moment. "
            "Nothing was agreed on; works of the others can still be asked for one by one."
        )
        super().__init__(words)


class AskedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have asked already, and it waits for an answer. Look at your agreements."))


class WorkMissing(Refusal):
    def __init__(self) -> None:
        words = _("The work itself isn't here yet. Its author adds the file first.")
        super().__init__(words, field="file")


class FewerWorks(Refusal):
    def __init__(self) -> None:
        words = _(
            "Works were taken out of the collection since it was asked for, so the buyer would get less. "
            "Nothing was agreed on. Say no, and the buyer can ask for what is in it now."
        )
        super().__init__(words)


class FileNotAllowed(Refusal):
    def __init__(self, megabytes: int) -> None:
        words = _("A file has between one byte and {megabytes} MB. Nothing was kept.")
        super().__init__(words, field="file", megabytes=megabytes)


class LicenceWordsNeeded(Refusal):
    def __init__(self) -> None:
        words = _("Say in words what may be done with the work.")
        super().__init__(words, field="licence_words")


class NotNow(Refusal):
    """What was to be done does not fit where the agreement stands."""

    def __init__(self, state: str) -> None:
        words = _(
            "This can't be done now: the agreement is “{state}”. Nothing was changed; the page says what can."
        )
        super().__init__(words, state=state)


class NotYours(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The other side does this, or did it already. Nothing was changed."))


class NotBeforeItBegan(Refusal):
    def __init__(self) -> None:
        super().__init__(_("It has not begun yet, so nobody can say that it is done."))


class ChangeWaits(Refusal):
    def __init__(self) -> None:
        super().__init__(_("A change waits for an answer already. Answer it first."))


class NothingAsked(Refusal):
    def __init__(self) -> None:
        super().__init__(_("No change waits for your answer any more."))


class NothingChanged(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That is what you have agreed on already."))


class NoDeposit(Refusal):
    def __init__(self) -> None:
        super().__init__(_("No deposit was agreed on, or this was said already."))


class NotPaidYet(Refusal):
    """Mutual credit has no way now. `why` is what the room of credit said."""

    def __init__(self, why: str) -> None:
        words = _(
            "It is done, and not paid yet: {why} Nothing is lost; try again, or settle it in another way."
        )
        super().__init__(words, why=why)


class NoWordNow(Refusal):
    def __init__(self) -> None:
        words = _("Words are written when something was done, once by each, until the time for them is over.")
        super().__init__(words)


class NoSuchWord(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such word, or it is not published yet."))


class AnsweredAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have answered this word already. It stays as it is."))


class DisputeTooLate(Refusal):
    def __init__(self, days: int) -> None:
        words = _(
            "A dispute is opened within {days} days after it was done. You can still report what happened."
        )
        super().__init__(words, days=days)


class NoDispute(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no dispute that waits for this. Nothing was changed."))


class NothingToReverse(Refusal):
    def __init__(self) -> None:
        words = _("No mutual credit was paid, so none can go back. Say in words what each of the two does.")
        super().__init__(words, field="goes_back")


class NoSuchPool(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such joint collection, or no such question in it any more."))


class NotAnArtist(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That is for the artists of this collection. Nothing was changed."))


class QuestionWaits(Refusal):
    def __init__(self) -> None:
        words = _("Its artists vote on something already. When that is decided, ask again; nothing is lost.")
        super().__init__(words)


class PartsDontFit(Refusal):
    def __init__(self) -> None:
        words = _(
            "Fixed parts are thousandths for its artists, and make a thousand together. Nothing was asked."
        )
        super().__init__(words, field="parts")


class PoolOfferStands(Refusal):
    def __init__(self) -> None:
        words = _(
            "Its artists decide together what a joint collection is offered for, and whether it is. Nothing "
            "was changed; ask for their vote on its page."
        )
        super().__init__(words)


class NoPart(NotFound):
    def __init__(self) -> None:
        super().__init__(_("You have no part of this sale, or it is over."))


class NothingOwed(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nothing waits for this any more. Nothing was changed."))


class NotHandedOver(NotFound):
    def __init__(self) -> None:
        super().__init__(_("The work is handed over when it is settled. It is not here for you yet."))
