"""What this room says no to, in people's words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.ground.charter import dates
from commonhold.ground.refusal import NotFound, Refusal


class NotExpected(NotFound):
    def __init__(self) -> None:
        super().__init__(_("No such payment is expected. The list may be an old one: load it again."))


class ArrivedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This payment has arrived already. Nothing was booked a second time."))


class ExpectedNoMore(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This payment is expected no more. Nothing was booked."))


class ExpectedOtherwise(Refusal):
    def __init__(self) -> None:
        words = _("This payment is expected already, with another amount or account. Nothing was changed.")
        super().__init__(words)


class OwedOtherwise(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is owed already, with another amount or account. Nothing was changed."))


class AmountNotAllowed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("An amount is more than nothing. Nothing was booked."), field="cents")


class FileUnreadable(Refusal):
    def __init__(self) -> None:
        words = _(
            "This is no bank statement that we can read. Nothing was kept. Ask your bank for a file in the "
            "format CAMT.053, or for a table as CSV."
        )
        super().__init__(words, field="file")


class FileTooLong(Refusal):
    def __init__(self) -> None:
        words = _(
            "This file is too long. Nothing was kept. Ask your bank for a shorter time, such as a month."
        )
        super().__init__(words, field="file")


class RowUnreadable(Refusal):
    def __init__(self, row: int) -> None:
        words = _(
            "Row {row} can't be read with these columns: look at how dates and amounts are written. Nothing "
            "was booked."
        )
        super().__init__(words, row=row)


class SeveralAccounts(Refusal):
    def __init__(self) -> None:
        words = _("This file holds several accounts. Nothing was kept. Bring one account's at a time.")
        super().__init__(words, field="file")


class IbanWrong(Refusal):
    def __init__(self) -> None:
        words = _("This IBAN is not right: a digit may be wrong or missing. Nothing was kept.")
        super().__init__(words, field="iban")


class NameNotInSepa(Refusal):
    def __init__(self) -> None:
        words = _("Banks need a name in Latin letters. Write it as it stands on your bank card.")
        super().__init__(words, field="name")


class FileKnown(Refusal):
    def __init__(self) -> None:
        words = _("This very file was brought before. Nothing was booked a second time.")
        super().__init__(words, field="file")


class NoAccountYet(Refusal):
    def __init__(self) -> None:
        words = _(
            "The charter doesn't say yet which bank account is ours. Nothing was kept; a vote on “Our bank "
            "account” comes first."
        )
        super().__init__(words, field="file")


class OtherAccount(Refusal):
    def __init__(self, account: str) -> None:
        words = _("This is a statement of the account {account}, which is not ours. Nothing was kept.")
        super().__init__(words, field="file", account=account)


class OtherCurrency(Refusal):
    def __init__(self, currency: str) -> None:
        words = _("Our books are kept in {currency}, and this file has another currency. Nothing was kept.")
        super().__init__(words, field="file", currency=currency)


class DoesNotAddUp(Refusal):
    def __init__(self) -> None:
        words = _(
            "What came and went doesn't lead from this statement's first balance to its last: something is "
            "missing. Nothing was kept. Ask your bank for the file again."
        )
        super().__init__(words, field="file")


class NoSuchStatement(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such statement to be booked: it was booked already, or put away."))


class BookedMeanwhile(Refusal):
    def __init__(self) -> None:
        words = _(
            "Somebody else booked some of these movements just now. Nothing was booked twice; try again."
        )
        super().__init__(words)


class NoSuchLine(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such movement."))


class NothingLeft(Refusal):
    def __init__(self) -> None:
        super().__init__(_("All of it is assigned already. Nothing was booked a second time."))


class NotEnough(Refusal):
    def __init__(self, missing: str) -> None:
        words = _("It is {missing} less than what is expected. Nothing was booked; it may wait for the rest.")
        super().__init__(words, missing=missing)


class NotThisWay(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This doesn't fit what came in or went out. Nothing was booked."))


class NoWayBack(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The statement doesn't say whose account it came from. Nothing was changed."))


class NoSuchRun(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such payout run to be changed: it is under way, or was called off."))


class NoSuchTransfer(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such payment to be changed: it is paid, or free for the next run."))


class NobodyToPay(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nobody to pay now. Nothing was made."))


class RunTooSoon(Refusal):
    def __init__(self, earliest: datetime) -> None:
        words = _("The charter lets the next run be made on {day}. What is owed waits until then.")
        super().__init__(words, day=dates.day(earliest))


class MadeMeanwhile(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Somebody else made a run just now. Nothing is paid twice; look at theirs."))


class MoreApprovals(Refusal):
    def __init__(self) -> None:
        words = _("More people with a mandate must approve it, and others than those whom it pays.")
        super().__init__(words)


class ApprovedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have approved it already; now somebody else answers for it too."))


class NotFiled(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Its file was not made yet, so no bank can have it. Nothing was changed."))


class RunIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("All of this run is paid, so its file is made no more: nothing is paid twice."))


class NoProcessor(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This co-op takes no payments by card."))


class NotPaidByCard(Refusal):
    def __init__(self) -> None:
        words = _("They are not set up to be paid by card yet. Pay them directly, as you two agree.")
        super().__init__(words)


class NotSigned(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Our card processor didn't sign this, or long ago. Nothing was booked."))


class ProcessorSilent(Refusal):
    def __init__(self) -> None:
        words = _("The card processor doesn't answer. Nothing was paid; try again, or pay by transfer.")
        super().__init__(words)


class NothingToPay(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nothing for you to pay here. Nothing was begun."))


class NoSuchPayment(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such payment."))


class NothingToRefund(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("No more than was paid, and is not back yet, can be given back. Nothing was changed.")
        )
